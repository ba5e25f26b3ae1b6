package io.starlingdb.node.process;

import com.fasterxml.jackson.databind.JsonNode;
import io.starlingdb.node.data.EntryKind;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.schema.Schema;
import io.starlingdb.node.storage.DataDirectory;
import io.starlingdb.node.storage.Direction;
import io.starlingdb.node.storage.EngineCursor;
import io.starlingdb.node.storage.EngineSnapshot;
import io.starlingdb.node.storage.KeyRange;
import io.starlingdb.node.storage.MachineBoot;
import io.starlingdb.node.storage.rocksdb.RocksDbEngine;
import io.starlingdb.node.storage.rocksdb.RocksDbSettings;
import java.nio.file.Path;
import java.util.Random;
import java.util.TreeMap;

/** What a stopped node's storage holds, against who owns what: the rows of the first table, counted. */
final class StoredRanges {
    private final TreeMap<Long, JsonNode> byEnd = new TreeMap<>();

    /** @param ring as {@code GET /v1/cluster/ring?keyspace=…} answered it */
    StoredRanges(JsonNode ring) {
        ring.path("ranges").forEach(range -> byEnd.put(range.path("end").asLong(), range));
    }

    /**
     * A node's rows.
     *
     * @param owned that it owns
     * @param strange that it does not own
     */
    record Count(long owned, long strange) {}

    /** Opens the data directory of a node that does not run. */
    Count count(Path directory, String node) {
        long owned = 0;
        long strange = 0;
        try (DataDirectory data = DataDirectory.open(directory, MachineBoot.id(), new Random(1));
                RocksDbEngine engine =
                        RocksDbEngine.open(data.data(), RocksDbSettings.DEFAULTS, data.nativeLibraries());
                EngineSnapshot snapshot = engine.snapshot();
                EngineCursor cursor = snapshot.cursor(KeyRange.ALL, Direction.FORWARD)) {
            while (cursor.next()) {
                RowKey key = RowKey.decode(cursor.key());
                if (key.tableId() == Schema.FIRST_TABLE_ID && key.kind() == EntryKind.ROW) {
                    if (isOwner(node, key.token())) {
                        owned++;
                    } else {
                        strange++;
                    }
                }
            }
        }
        return new Count(owned, strange);
    }

    private boolean isOwner(String node, long token) {
        var entry = byEnd.ceilingEntry(token);
        JsonNode range = (entry == null ? byEnd.firstEntry() : entry).getValue();
        for (JsonNode replica : range.path("replicas")) {
            if (replica.asText().equals(node)) {
                return true;
            }
        }
        return false;
    }
}
