package io.starlingdb.node.snapshot;

import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.OwnedRange;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.node.ring.ReplicaSet;
import io.starlingdb.node.ring.Ring;
import io.starlingdb.node.ring.Rings;
import io.starlingdb.node.schema.KeyspaceSchema;
import io.starlingdb.node.schema.TableSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.function.LongUnaryOperator;
import java.util.stream.Stream;

/** The snapshots of one name that the nodes of one cluster took. All methods block. */
final class SnapshotSet {
    private static final int DEPTH = 4;

    /** One node's. */
    record Part(SnapshotFolder folder, Manifest manifest) {
        /** Whether the node owned the token of a keyspace when it took the snapshot. */
        LongPredicate owned(TableSchema table) {
            KeyspaceSchema keyspace = manifest.record().schema().keyspace(table.keyspace());
            if (keyspace == null) {
                return token -> false;
            }
            Ring ring = new Rings(manifest.record()).ring(keyspace);
            return token -> ring.replicas(token).isWritten(manifest.node());
        }

        /** Up to which stamp a token's rows were settled as far as this node knew, in µs. */
        LongUnaryOperator settled(TableSchema table) {
            return token -> manifest.settled().settled(table.keyspace(), token);
        }
    }

    private final List<Part> parts;

    private SnapshotSet(List<Part> parts) {
        this.parts = parts;
    }

    /**
     * Those in the folder and below.
     *
     * @throws SnapshotException if there are none, or they do not belong together
     */
    static SnapshotSet in(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new SnapshotException(folder + " is no directory on this node's machine");
        }
        List<Part> parts = new ArrayList<>();
        try (Stream<Path> below = Files.walk(folder, DEPTH)) {
            for (Path path : below.filter(SnapshotFolder::isOne).sorted().toList()) {
                SnapshotFolder found = new SnapshotFolder(path);
                parts.add(new Part(found, found.manifest()));
            }
        } catch (IOException e) {
            throw new SnapshotException(folder + " cannot be read: " + e, e);
        }
        if (parts.isEmpty()) {
            throw new SnapshotException("There is no snapshot in " + folder + " (no " + ManifestFile.NAME + ")");
        }
        requireOne(folder, parts);
        return new SnapshotSet(parts);
    }

    private static void requireOne(Path folder, List<Part> parts) {
        Set<String> names = new HashSet<>();
        Set<String> clusters = new HashSet<>();
        Set<NodeId> nodes = new HashSet<>();
        for (Part part : parts) {
            Manifest manifest = part.manifest();
            names.add(manifest.name());
            clusters.add(manifest.record().name() + " " + manifest.record().clusterId());
            if (!nodes.add(manifest.node())) {
                throw new SnapshotException(
                        folder + " has two snapshots of the node " + manifest.address() + " (" + manifest.node() + ")");
            }
        }
        if (names.size() > 1) {
            throw new SnapshotException(folder + " has snapshots of several names: "
                    + String.join(", ", names.stream().sorted().toList()) + ". Name the directory of one of them");
        }
        if (clusters.size() > 1) {
            throw new SnapshotException(folder + " has snapshots of several clusters: "
                    + String.join(", ", clusters.stream().sorted().toList()));
        }
    }

    List<Part> parts() {
        return parts;
    }

    /** The newest cluster record among them. */
    ClusterRecord record() {
        return parts.stream()
                .map(part -> part.manifest().record())
                .max(Comparator.comparingLong(ClusterRecord::epoch))
                .orElseThrow();
    }

    /**
     * The tables to restore.
     *
     * @param scope keyspaces and {@code keyspace.table}s; empty for all of the snapshot
     * @throws SnapshotException if it has none of one of them
     */
    List<TableSchema> tables(List<String> scope) {
        List<TableSchema> all = new ArrayList<>();
        Set<Integer> known = new HashSet<>();
        ClusterRecord newest = record();
        for (Part part : parts) {
            for (TableSchema table : part.manifest().tables()) {
                TableSchema present = newest.schema().table(table.id());
                if (present != null && known.add(table.id())) {
                    all.add(present);
                }
            }
        }
        for (String wanted : scope) {
            if (all.stream().noneMatch(table -> isOf(table, wanted))) {
                throw new SnapshotException("The snapshot has nothing of '" + wanted + "'; it has "
                        + String.join(
                                ", ",
                                all.stream().map(Object::toString).sorted().toList()));
            }
        }
        return all.stream()
                .filter(table -> scope.isEmpty() || scope.stream().anyMatch(wanted -> isOf(table, wanted)))
                .sorted(Comparator.comparing(Object::toString))
                .toList();
    }

    private static boolean isOf(TableSchema table, String wanted) {
        return table.keyspace().equals(wanted) || table.toString().equals(wanted);
    }

    /**
     * Reads all files.
     *
     * @throws SnapshotException if one is not as it was written
     */
    void requireSound(Steps steps) {
        long total = parts.stream().mapToLong(part -> part.manifest().bytes()).sum();
        long before = 0;
        for (Part part : parts) {
            long base = before;
            List<String> wrong = part.folder().verify((done, ofPart, unit) -> steps.at(base + done, total, unit));
            if (!wrong.isEmpty()) {
                throw new SnapshotException(
                        "The snapshot of " + part.manifest().address() + " is damaged: " + String.join("; ", wrong));
            }
            before += part.manifest().bytes();
        }
    }

    /**
     * A write that was acknowledged at QUORUM is on most replicas of its row: of each range the snapshots of so many must be here (in each datacenter, where these count) that one of them has it.
     *
     * @throws SnapshotException if they are not, saying whose are missing
     */
    void requireComplete(List<TableSchema> tables) {
        ClusterRecord newest = record();
        Rings rings = new Rings(newest);
        Set<NodeId> here = new HashSet<>();
        parts.stream()
                .filter(part -> !part.manifest().wasRecovering())
                .forEach(part -> here.add(part.manifest().node()));
        Set<String> keyspaces = new HashSet<>();
        for (TableSchema table : tables) {
            if (keyspaces.add(table.keyspace())) {
                for (OwnedRange range : rings.ring(newest.schema().requireKeyspace(table.keyspace()))
                        .ranges()) {
                    requireEnough(table.keyspace(), range.replicas(), here);
                }
            }
        }
    }

    private static void requireEnough(String keyspace, ReplicaSet replicas, Set<NodeId> here) {
        List<String> datacenters = replicas.datacenters();
        boolean enough = datacenters.isEmpty()
                ? count(replicas.members(), here) * 2 > replicas.factor()
                : datacenters.stream()
                        .allMatch(name -> replicas.factor(name) == 0
                                || count(
                                                        replicas.members().stream()
                                                                .filter(member -> member.location()
                                                                        .datacenter()
                                                                        .equals(name))
                                                                .toList(),
                                                        here)
                                                * 2
                                        > replicas.factor(name));
        if (!enough) {
            List<String> missing = replicas.members().stream()
                    .filter(member -> !here.contains(member.id()))
                    .map(member -> member.endpoint() + " (" + member.id() + ")")
                    .toList();
            throw new SnapshotException(
                    "Of some ranges of " + keyspace + " most replicas' snapshots are missing or were"
                            + " taken while the node was recovering: " + String.join(", ", missing)
                            + ". Rows may be missing that were acknowledged; copy these snapshots here too, or take what there is"
                            + " with --partial");
        }
    }

    private static long count(List<RecordMember> members, Set<NodeId> here) {
        return members.stream().filter(member -> here.contains(member.id())).count();
    }
}
