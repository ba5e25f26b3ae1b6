package io.starlingdb.node.simulation;

import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowCodec;
import io.starlingdb.node.data.RowHash;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.storage.Direction;
import io.starlingdb.node.storage.EngineCursor;
import io.starlingdb.node.storage.EngineSnapshot;
import io.starlingdb.node.storage.KeyRange;
import io.starlingdb.sim.SimNode;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is in the nodes' storage, read beside them. */
final class StoredRows {
    private StoredRows() {}

    /** All entries of a node. */
    static SortedMap<RowKey, Row> of(SimCluster cluster, SimNode node) {
        SortedMap<RowKey, Row> rows = new TreeMap<>();
        try (EngineSnapshot snapshot = cluster.engine(node).engine().snapshot();
                EngineCursor cursor = snapshot.cursor(KeyRange.ALL, Direction.FORWARD)) {
            while (cursor.next()) {
                RowKey key = RowKey.decode(cursor.key());
                rows.put(key, RowCodec.decode(key, cursor.value()));
            }
        }
        return rows;
    }

    /** An entry's stored bytes. */
    static byte[] bytes(SimCluster cluster, SimNode node, RowKey key) {
        try (EngineSnapshot snapshot = cluster.engine(node).engine().snapshot()) {
            return Objects.requireNonNull(snapshot.get(key.bytes())).clone();
        }
    }

    /** The hashes of all entries that have one. */
    private static SortedMap<RowKey, RowHash> hashes(SimCluster cluster, SimNode node) {
        SortedMap<RowKey, RowHash> hashes = new TreeMap<>();
        of(cluster, node).forEach((key, row) -> {
            RowHash hash = RowHash.of(key, row);
            if (!hash.equals(RowHash.ZERO)) {
                hashes.put(key, hash);
            }
        });
        return hashes;
    }

    /** Whether all hold the same cells. */
    static boolean areEqual(SimCluster cluster, List<SimNode> nodes) {
        return nodes.stream().map(node -> hashes(cluster, node)).distinct().count() == 1;
    }

    /** Whether what a node's sums say is what its rows add up to. */
    static boolean sumsAreRight(SimCluster cluster, SimNode node) {
        long expected = 0;
        for (RowHash hash : hashes(cluster, node).values()) {
            expected += hash.total();
        }
        return cluster.core(node).antiEntropy().sumOfEverything() == expected;
    }
}
