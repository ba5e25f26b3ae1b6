package io.starlingdb.node.snapshot;

import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.storage.Checkpoints;
import io.starlingdb.node.sync.SettledRanges;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A node's own snapshots, each a folder of its name below {@code snapshots}. All methods block; one at a time. */
public final class Snapshots {
    /** What is not complete has a name that ends so; it is no snapshot. */
    static final String PARTIAL = ".partial";

    private static final int ATTEMPTS = 5;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private final Path folder;
    private final Checkpoints storage;
    private final SettledHold settled;
    private final LongSupplier usableBytes;
    private final long reservedBytes;

    /**
     * @param folder where they lie; must exist
     * @param settled keeps still what is settled meanwhile
     * @param usableBytes what is free on its disk
     * @param reservedBytes what must stay free
     */
    public Snapshots(
            Path folder, Checkpoints storage, SettledHold settled, LongSupplier usableBytes, long reservedBytes) {
        this.folder = folder;
        this.storage = storage;
        this.settled = settled;
        this.usableBytes = usableBytes;
        this.reservedBytes = reservedBytes;
    }

    /**
     * Who takes it, and of what.
     *
     * @param scope keyspaces and {@code keyspace.table}s; empty for everything
     */
    public record Taker(
            NodeId node,
            String address,
            String release,
            boolean isRecovering,
            ClusterRecord record,
            List<String> scope) {}

    /** @throws SnapshotException if it is no name for a snapshot */
    public static void requireName(String name) {
        if (!NAME.matcher(name).matches() || name.endsWith(PARTIAL)) {
            throw new SnapshotException("'" + name + "' is no name for a snapshot: letters, digits, '.', '_' and '-',"
                    + " at most 64, the first a letter or digit");
        }
    }

    /**
     * Takes a snapshot. The storage is copied in an instant; then the files are read once for their checksums.
     *
     * @throws SnapshotException if there is one of that name, or the disk has no room
     */
    public SnapshotInfo take(String name, Taker taker, long nowMillis, Steps steps) {
        requireName(name);
        Path whole = folder.resolve(name);
        if (Files.exists(whole)) {
            throw new SnapshotException("There is a snapshot '" + name + "' on this node already: delete it first,"
                    + " or take another name");
        }
        long usable = usableBytes.getAsLong();
        if (usable < reservedBytes) {
            throw new SnapshotException("The disk is nearly full (" + usable + " bytes are free, " + reservedBytes
                    + " are reserved): a snapshot would keep it full");
        }
        Path partial = folder.resolve(name + PARTIAL);
        try {
            SnapshotFolder.delete(partial);
            Files.createDirectory(partial);
            SnapshotFolder made = new SnapshotFolder(partial);
            SettledRanges until = checkpoint(made.data());
            List<Manifest.StoredFile> files = made.sums(steps);
            made.write(new Manifest(
                    name,
                    taker.node(),
                    taker.address(),
                    taker.release(),
                    nowMillis,
                    taker.isRecovering(),
                    taker.scope(),
                    taker.record(),
                    until,
                    files));
            Files.move(partial, whole);
            SnapshotFolder.sync(folder);
            return info(whole);
        } catch (IOException | RuntimeException e) {
            forget(partial);
            throw new SnapshotException("The snapshot '" + name + "' could not be made: " + e.getMessage(), e);
        }
    }

    /** @return what was settled when the copy was made, neither less nor more */
    private SettledRanges checkpoint(Path data) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            SettledRanges before = settled.hold();
            SettledRanges after = before;
            try {
                storage.checkpoint(data);
            } finally {
                after = settled.release();
            }
            if (after.equals(before)) {
                return before;
            }
            SnapshotFolder.delete(data);
        }
        throw new IOException("what this node owns changed while its storage was copied; try again later");
    }

    private static void forget(Path partial) {
        try {
            SnapshotFolder.delete(partial);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that are complete, by name. */
    public List<SnapshotInfo> list() {
        List<SnapshotInfo> all = new ArrayList<>();
        try (Stream<Path> names = Files.list(folder)) {
            names.filter(path -> Files.isDirectory(path)
                            && !String.valueOf(path.getFileName()).endsWith(PARTIAL))
                    .sorted()
                    .forEach(path -> all.add(info(path)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    private static SnapshotInfo info(Path path) {
        String name = String.valueOf(path.getFileName());
        try {
            SnapshotFolder found = new SnapshotFolder(path);
            Manifest manifest = found.manifest();
            return new SnapshotInfo(
                    name,
                    Instant.ofEpochMilli(manifest.takenMillis()).toString(),
                    manifest.scope(),
                    manifest.tables().stream().map(Object::toString).toList(),
                    manifest.bytes(),
                    found.ownBytes(),
                    path.toString(),
                    "");
        } catch (SnapshotException | IOException e) {
            return new SnapshotInfo(
                    name, "", List.of(), List.of(), 0, 0, path.toString(), String.valueOf(e.getMessage()));
        }
    }

    /**
     * Reads all of it.
     *
     * @return how many bytes there are
     * @throws SnapshotException if anything is not as it was written, naming each file
     */
    public long verify(String name, Steps steps) {
        SnapshotFolder found = find(name);
        List<String> wrong = found.verify(steps);
        if (!wrong.isEmpty()) {
            throw new SnapshotException("The snapshot '" + name + "' is damaged: " + String.join("; ", wrong));
        }
        return found.manifest().bytes();
    }

    /** Deletes it. */
    public void delete(String name) {
        requireName(name);
        Path path = folder.resolve(name);
        if (!Files.isDirectory(path)) {
            throw unknown(name);
        }
        try {
            // Renamed first: half deleted it must not look like one.
            Path partial = folder.resolve(name + PARTIAL);
            SnapshotFolder.delete(partial);
            Files.move(path, partial);
            SnapshotFolder.delete(partial);
        } catch (IOException e) {
            throw new SnapshotException("The snapshot '" + name + "' could not be deleted: " + e, e);
        }
    }

    /**
     * Copies it, verified, to {@code directory/name/node-id} on this machine.
     *
     * @param directory absolute; made if it is missing
     * @return where it is
     * @throws SnapshotException if there is something of that name, or it cannot be written
     */
    public Path copy(String name, Path directory, Steps steps) {
        SnapshotFolder found = find(name);
        if (!directory.isAbsolute()) {
            throw new SnapshotException(
                    "'" + directory + "' is not absolute: the node's working directory is not yours");
        }
        Path to = directory.resolve(name).resolve(found.manifest().node().toString());
        try {
            if (Files.exists(to)) {
                throw new SnapshotException(to + " exists already: delete it, or choose another directory");
            }
            Files.createDirectories(directory.resolve(name));
            found.copy(to, steps);
            return to;
        } catch (IOException e) {
            throw new SnapshotException("The snapshot could not be copied to " + to + ": " + e, e);
        }
    }

    /** Where the snapshot of that name lies. */
    public Path path(String name) {
        requireName(name);
        Path path = folder.resolve(name);
        if (!SnapshotFolder.isOne(path)) {
            throw unknown(name);
        }
        return path;
    }

    private SnapshotFolder find(String name) {
        return new SnapshotFolder(path(name));
    }

    private static SnapshotException unknown(String name) {
        return new SnapshotException("There is no snapshot '" + name + "' on this node");
    }
}
