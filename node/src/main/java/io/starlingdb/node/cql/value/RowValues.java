package io.starlingdb.node.cql.value;

import io.starlingdb.node.schema.ColumnSchema;
import org.jspecify.annotations.Nullable;

/** The row that a selected expression is evaluated over. */
public interface RowValues {

    /** Where there is no row: in WHERE, VALUES and SET. */
    RowValues NONE = new RowValues() {
        @Override
        public byte @Nullable [] value(ColumnSchema column) {
            throw new IllegalStateException("no row to read column " + column.name() + " of");
        }

        @Override
        public @Nullable Long writeTime(ColumnSchema column) {
            throw new IllegalStateException("no row to read column " + column.name() + " of");
        }

        @Override
        public @Nullable Integer timeToLive(ColumnSchema column) {
            throw new IllegalStateException("no row to read column " + column.name() + " of");
        }

        @Override
        public long token() {
            throw new IllegalStateException("no row, so no token");
        }
    };

    /** The column's value, collections whole; null where it has none. */
    byte @Nullable [] value(ColumnSchema column);

    /** The timestamp of the column's cell in microseconds; null where it has no value. */
    @Nullable
    Long writeTime(ColumnSchema column);

    /** The seconds that are left to the column's cell; null where it does not expire. */
    @Nullable
    Integer timeToLive(ColumnSchema column);

    /** The token of the row's partition. */
    long token();
}
