package io.starlingdb.node.replica;

import io.starlingdb.node.data.Cell;
import io.starlingdb.node.data.CellKind;
import io.starlingdb.node.data.EntryKind;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.data.ValueRange;
import io.starlingdb.node.schema.CollectionType;
import io.starlingdb.node.schema.ColumnKind;
import io.starlingdb.node.schema.ColumnSchema;
import io.starlingdb.node.schema.CqlType;
import io.starlingdb.node.schema.IndexSchema;
import io.starlingdb.node.schema.Keys;
import io.starlingdb.node.schema.OrderedBytes;
import io.starlingdb.node.schema.SetType;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.node.storage.KeyRange;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The stored form of a secondary index: for each value of each row a key with nothing under it, {@code index id 4 | ordered value |
 * what follows the table id in the row's key | length of that 4}. So the rows of one value are adjacent, in the order of their
 * tokens and keys.
 *
 * <p>A value longer than {@link #VALUE_BYTES_MAX} is cut there. Finding too much is harmless: what an index finds is read and
 * tested. For the same reason an entry stays as long as a stored cell has the value, be it expired or under a deletion.
 */
final class IndexKeys {
    /** How much of a value's ordered form is kept. */
    static final int VALUE_BYTES_MAX = 2_048;

    private IndexKeys() {}

    /** That the index has an entry for every row of this node: its only key without a value. */
    static byte[] builtMark(int indexId) {
        return RowKey.tableStart(indexId);
    }

    static boolean isEntry(byte[] key) {
        return key.length > Integer.BYTES;
    }

    static byte[] entry(int indexId, byte[] value, RowKey key) {
        byte[] row = key.bytes();
        int rest = row.length - Integer.BYTES;
        return ByteBuffer.allocate(Integer.BYTES + value.length + rest + Integer.BYTES)
                .putInt(indexId)
                .put(value)
                .put(row, Integer.BYTES, rest)
                .putInt(rest)
                .array();
    }

    /** The key of the row that an entry finds. */
    static RowKey row(int tableId, byte[] entry) {
        int rest = ByteBuffer.wrap(entry).getInt(entry.length - Integer.BYTES);
        byte[] row = new byte[Integer.BYTES + rest];
        ByteBuffer.wrap(row).putInt(tableId).put(entry, entry.length - Integer.BYTES - rest, rest);
        return RowKey.decode(row);
    }

    /**
     * The values, in ordered form and cut, that an entry of the table is found by: a header by those of static columns, a row by those of others, a
     * range deletion by none.
     */
    static Set<byte[]> values(TableSchema table, IndexSchema index, RowKey key, @Nullable Row row) {
        Set<byte[]> values = new TreeSet<>(Arrays::compareUnsigned);
        ColumnSchema column = table.column(index.columnId());
        if (row == null || column == null || key.kind() != holder(column)) {
            return values;
        }
        boolean isKey = column.kind().isKey();
        for (int i = 0; i < row.cellCount(); i++) {
            Cell cell = row.cellAt(i);
            if (cell.kind() != CellKind.VALUE) {
                continue;
            }
            if (isKey) {
                byte[] component = Keys.clusteringComponents(table, key.clustering())
                        .get(table.clustering().indexOf(column));
                values.add(cut(OrderedBytes.encode(column.type(), component, false)));
                return values;
            }
            if (cell.column() == column.id()) {
                values.add(cut(value(column.type(), index.target(), cell)));
            }
        }
        return values;
    }

    private static EntryKind holder(ColumnSchema column) {
        return column.kind() == ColumnKind.STATIC ? EntryKind.HEADER : EntryKind.ROW;
    }

    private static byte[] value(CqlType type, IndexSchema.Target target, Cell cell) {
        byte[] path = cell.path();
        if (!(type instanceof CollectionType collection) || path == null) {
            return OrderedBytes.encode(type, cell.value(), false);
        }
        byte[] key = OrderedBytes.encode(collection.pathType(), path, false);
        if (target == IndexSchema.Target.KEYS || collection instanceof SetType) {
            return key;
        }
        byte[] value = OrderedBytes.encode(collection.valueType(), cell.value(), false);
        return target == IndexSchema.Target.ENTRIES ? joined(key, value) : value;
    }

    static byte[] joined(byte[] key, byte[] value) {
        byte[] both = Arrays.copyOf(key, key.length + value.length);
        System.arraycopy(value, 0, both, key.length, value.length);
        return both;
    }

    static byte[] cut(byte[] value) {
        return value.length <= VALUE_BYTES_MAX ? value : Arrays.copyOf(value, VALUE_BYTES_MAX);
    }

    /** Where the entries of these values lie. */
    static KeyRange entries(int indexId, ValueRange values) {
        byte[] to = values.to();
        byte[] start = prefixed(indexId, cut(values.from()));
        byte[] end = to == null
                ? RowKey.tableEnd(indexId)
                : KeyRange.prefix(prefixed(indexId, cut(to))).end();
        return end == null ? KeyRange.from(start) : KeyRange.between(start, end);
    }

    private static byte[] prefixed(int indexId, byte[] value) {
        return ByteBuffer.allocate(Integer.BYTES + value.length)
                .putInt(indexId)
                .put(value)
                .array();
    }

    /** Where the entries of one whole value lie whose rows' keys are in this range. */
    static KeyRange entries(int indexId, byte[] value, byte[] fromKey, byte[] toKey) {
        return KeyRange.between(behind(indexId, value, fromKey), behind(indexId, value, toKey));
    }

    private static byte[] behind(int indexId, byte[] value, byte[] key) {
        return ByteBuffer.allocate(value.length + key.length)
                .putInt(indexId)
                .put(value)
                .put(key, Integer.BYTES, key.length - Integer.BYTES)
                .array();
    }
}
