package io.starlingdb.node.replica;

import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.schema.IndexSchema;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.node.storage.ShardContext;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps a table's secondary indexes in step with its rows, in the batch that changes them. */
record IndexWriter(TableSchema table) {

    /** An entry of the table was replaced. */
    void changed(ShardContext rows, RowKey key, @Nullable Row before, @Nullable Row after) {
        for (IndexSchema index : table.indexes()) {
            Set<byte[]> old = IndexKeys.values(table, index, key, before);
            Set<byte[]> now = IndexKeys.values(table, index, key, after);
            for (byte[] value : old) {
                if (!now.contains(value)) {
                    rows.mark(IndexKeys.entry(index.id(), value, key), false);
                }
            }
            for (byte[] value : now) {
                if (!old.contains(value)) {
                    rows.mark(IndexKeys.entry(index.id(), value, key), true);
                }
            }
        }
    }
}
