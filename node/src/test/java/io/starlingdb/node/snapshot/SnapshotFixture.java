package io.starlingdb.node.snapshot;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.ring.ChangeId;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.Location;
import io.starlingdb.node.ring.NodeStatus;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.node.ring.Roster;
import io.starlingdb.node.ring.TokenAllocator;
import io.starlingdb.node.schema.ColumnDefinition;
import io.starlingdb.node.schema.ColumnKind;
import io.starlingdb.node.schema.Replication;
import io.starlingdb.node.schema.ScalarType;
import io.starlingdb.node.schema.Schema;
import io.starlingdb.node.schema.SchemaChange;
import io.starlingdb.node.storage.Checkpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A storage of two files, and the record of a cluster of some nodes that hold {@code ks.t} and {@code ks.u}. */
final class SnapshotFixture {
    static final Checkpoints STORAGE = folder -> {
        Files.createDirectory(folder);
        Files.writeString(folder.resolve("one.sst"), "some rows");
        Files.writeString(folder.resolve("two.sst"), "and others");
    };

    private SnapshotFixture() {}

    static NodeId node(int number) {
        return new NodeId(0, number);
    }

    static ClusterRecord record(int nodes, int factor) {
        List<TokenAllocator.Seat> seats = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            seats.add(new TokenAllocator.Seat(new Location("dc", "rack"), 4));
        }
        List<List<Long>> tokens = TokenAllocator.found(seats);
        List<RecordMember> members = new ArrayList<>();
        for (int i = 1; i <= nodes; i++) {
            members.add(new RecordMember(
                    i,
                    node(i),
                    i,
                    new Endpoint("n" + i, 7000),
                    new Location("dc", "rack"),
                    NodeStatus.NORMAL,
                    tokens.get(i - 1)));
        }
        Schema schema =
                new SchemaChange.CreateKeyspace("ks", Replication.simple(factor), true, false).applyTo(Schema.EMPTY);
        for (String name : List.of("t", "u")) {
            List<ColumnDefinition> columns =
                    List.of(new ColumnDefinition("k", ScalarType.INT, ColumnKind.PARTITION_KEY));
            schema = new SchemaChange.CreateTable("ks", name, columns, Map.of(), false).applyTo(schema);
        }
        Roster roster = new Roster(members, List.of(1), nodes + 1, List.of());
        return new ClusterRecord(1, new UUID(0, 1), "test", roster, schema, List.of(new ChangeId(node(1), 1, 1)));
    }

    static Snapshots snapshots(Path folder) {
        return new Snapshots(folder, STORAGE, SettledHold.NONE, () -> 1_000, 100);
    }

    static Snapshots.Taker taker(int node, ClusterRecord record, String... scope) {
        return new Snapshots.Taker(node(node), "n" + node + ":7000", "1.0", false, record, List.of(scope));
    }

    /** Takes one as the node, in a folder of its own. */
    static void take(Path root, int node, ClusterRecord record, String name) throws IOException {
        Path own = Files.createDirectories(root.resolve("node" + node));
        snapshots(own).take(name, taker(node, record), 1_700_000_000_000L, Steps.NONE);
    }
}
