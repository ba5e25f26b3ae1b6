package io.starlingdb.node.storage;

import io.starlingdb.node.data.ColumnChange;
import io.starlingdb.node.data.CurrentRows;
import io.starlingdb.node.data.Delta;
import io.starlingdb.node.data.Issuer;
import io.starlingdb.node.data.Mutation;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowChange;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.data.Slice;
import io.starlingdb.node.schema.ConflictMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows with one number in them, and keys, for tests of storage. */
public final class TestRows {

    /** The table of all test rows. */
    public static final int TABLE = 7;

    private static final int COLUMN = 1;
    private static final CurrentRows NOTHING = new CurrentRows() {
        @Override
        public @Nullable Row get(RowKey key) {
            return null;
        }

        @Override
        public List<RowKey> rowsIn(Slice slice) {
            return List.of();
        }
    };

    private TestRows() {}

    /** The key of a row that is alone in its partition. */
    public static RowKey key(long token) {
        return key(token, "");
    }

    /** The key of a row in the partition of the token. */
    public static RowKey key(long token, String clustering) {
        byte[] partition = Long.toString(token).getBytes(StandardCharsets.UTF_8);
        return RowKey.row(TABLE, token, partition, clustering.getBytes(StandardCharsets.UTF_8));
    }

    /** All rows of the partition of the token. */
    public static KeyRange partition(long token) {
        byte[] partition = Long.toString(token).getBytes(StandardCharsets.UTF_8);
        return KeyRange.between(
                RowKey.partitionStart(TABLE, token, partition), RowKey.partitionEnd(TABLE, token, partition));
    }

    /** A row that holds the number. */
    public static Row row(long number) {
        return row(number, new byte[0]);
    }

    /** A row that holds the number and some bytes more. */
    public static Row row(long number, byte[] more) {
        byte[] value = ByteBuffer.allocate(Long.BYTES + more.length)
                .putLong(number)
                .put(more)
                .array();
        ColumnChange set = new ColumnChange(COLUMN, ColumnChange.Op.SET, null, value);
        RowChange change = new RowChange(false, new byte[0], false, RowChange.Removal.NONE, 0, List.of(set));
        Mutation mutation = new Mutation(TABLE, new byte[] {1}, 0, null, 0, null, 1, false, List.of(), List.of(change));
        long stamp = 1_000_000;
        Delta delta = Issuer.issue(mutation, NOTHING, ConflictMode.LAST_WRITE_WINS, 1, stamp, stamp, 0);
        return delta.rows().get(0).row();
    }

    /** The number in a row. */
    public static long number(Row row) {
        return ByteBuffer.wrap(row.cellAt(0).value()).getLong();
    }

    /** The number in a row, or 0 if there is none. */
    public static long numberOr0(@Nullable Row row) {
        return row == null ? 0 : number(row);
    }
}
