package io.starlingdb.node.cql.value;

import io.starlingdb.node.schema.ColumnSchema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The row that a selected expression is evaluated over. */
public interface RowValues {

    /** Where there is no row: in WHERE, VALUES and SET. */
    RowValues NONE = new NoRow();

    /** The column's value, collections whole; null where it has none. */
    byte @Nullable [] value(ColumnSchema column);

    /** The timestamp of the column's cell in microseconds; null where it has no value. */
    @Nullable
    Long writeTime(ColumnSchema column);

    /** The seconds that are left to the column's cell; null where it does not expire. */
    @Nullable
    Integer timeToLive(ColumnSchema column);

    /** The times of a column's cells, in the order of its elements or fields. */
    List<CellTime> cellTimes(ColumnSchema column);

    /**
     * The times of one cell.
     *
     * @param path the element or field
     * @param timestamp µs
     * @param ttl the seconds that are left; null if it does not expire
     */
    record CellTime(byte[] path, long timestamp, @Nullable Integer ttl) {}

    /** The token of the row's partition. */
    long token();

    /** All values of the column that are kept side by side, the latest first; at most one on a {@code last_write_wins} table. */
    List<byte[]> siblings(ColumnSchema column);

    /** What a reader of the row has seen, as serialized text; null for static columns alone. */
    byte @Nullable [] context();
}
