package io.starlingdb.node.data;

import java.util.Arrays;
import java.util.List;

/**
 * What a mutation does to one row, or to the partition's static columns.
 *
 * @param isStatic whether the static columns are meant; {@code clustering} is then empty
 * @param clustering the row's encoded clustering key; empty in tables without clustering columns
 * @param insertsMarker whether the row is to exist even without columns (INSERT, as against UPDATE)
 * @param removal whether the row is deleted
 * @param ttlSeconds the time to live of what is set; 0 for none
 * @param columns the changes, in the order of the statement
 */
public record RowChange(
        boolean isStatic,
        byte[] clustering,
        boolean insertsMarker,
        Removal removal,
        int ttlSeconds,
        List<ColumnChange> columns) {

    /** Whether and when a row change deletes the row. The codes travel and never change. */
    public enum Removal {
        /** It does not. */
        NONE(0),
        /** It deletes the row. */
        DELETE(1),
        /** It deletes what was there before it sets its columns: the row is replaced. */
        REPLACE(2);

        private final int code;

        Removal(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    public RowChange {
        columns = List.copyOf(columns);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RowChange that
                && isStatic == that.isStatic
                && Arrays.equals(clustering, that.clustering)
                && insertsMarker == that.insertsMarker
                && removal == that.removal
                && ttlSeconds == that.ttlSeconds
                && columns.equals(that.columns);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(clustering) + columns.hashCode();
    }

    @Override
    public String toString() {
        return (isStatic ? "statics" : "row " + HexText.of(clustering))
                + (insertsMarker ? " insert" : "")
                + (removal == Removal.NONE ? "" : " " + removal)
                + (ttlSeconds == 0 ? "" : " ttl " + ttlSeconds)
                + " " + columns;
    }
}
