package io.starlingdb.node.data;

import io.starlingdb.node.version.CausalContext;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A kind of write that an exploration tries, both as the mutation that the rules get and in the plain terms of the model.
 *
 * @param name for people
 * @param change what the rules get
 * @param sets the slots that get a value
 * @param deletes the slots whose values are deleted; a slot without a path is the whole column
 * @param replaces whether the deletions lie under what the same write sets
 * @param deletesRow whether the row is deleted
 * @param counts whether it adds to a counter
 */
record Effect(
        String name,
        RowChange change,
        List<Slot> sets,
        List<Slot> deletes,
        boolean replaces,
        boolean deletesRow,
        boolean counts) {

    static final int X = 0;
    static final int Y = 1;
    static final int ELEMENTS = 2;
    static final int COUNTER = 3;

    static final Effect SET_X = set("x=", X);
    static final Effect SET_Y = set("y=", Y);
    static final Effect SET_XY = of(
            "x=,y=",
            change(false, RowChange.Removal.NONE, put(X, null), put(Y, null)),
            List.of(new Slot(X, -1), new Slot(Y, -1)),
            List.of(),
            false,
            false);
    static final Effect DELETE_X = of(
            "delete x",
            change(false, RowChange.Removal.NONE, new ColumnChange(X, ColumnChange.Op.DELETE, null, null)),
            List.of(),
            List.of(new Slot(X, -1)),
            false,
            false);
    static final Effect DELETE_ROW =
            of("delete row", change(false, RowChange.Removal.DELETE), List.of(), List.of(), false, true);
    static final Effect REPLACE_WITH_X = of(
            "replace with x=",
            change(false, RowChange.Removal.REPLACE, put(X, null)),
            List.of(new Slot(X, -1)),
            List.of(),
            true,
            true);
    static final Effect INSERT_X = of(
            "insert x=",
            change(true, RowChange.Removal.NONE, put(X, null)),
            List.of(new Slot(Cell.MARKER, -1), new Slot(X, -1)),
            List.of(),
            false,
            false);
    static final Effect ADD_A = element("add a", 1);
    static final Effect ADD_B = element("add b", 2);
    static final Effect REMOVE_A = of(
            "remove a",
            change(
                    false,
                    RowChange.Removal.NONE,
                    new ColumnChange(ELEMENTS, ColumnChange.Op.DELETE, new byte[] {1}, null)),
            List.of(),
            List.of(new Slot(ELEMENTS, 1)),
            false,
            false);
    static final Effect CLEAR = of(
            "clear",
            change(
                    false,
                    RowChange.Removal.NONE,
                    new ColumnChange(ELEMENTS, ColumnChange.Op.DELETE_COLLECTION, null, null)),
            List.of(),
            List.of(new Slot(ELEMENTS, -1)),
            false,
            false);
    static final Effect BECOME_B = of(
            "become {b}",
            change(
                    false,
                    RowChange.Removal.NONE,
                    new ColumnChange(ELEMENTS, ColumnChange.Op.REPLACE_COLLECTION, null, null),
                    put(ELEMENTS, new byte[] {2})),
            List.of(new Slot(ELEMENTS, 2)),
            List.of(new Slot(ELEMENTS, -1)),
            true,
            false);
    /** The amount is filled in for each write: a power of two, so that a sum names its parts. */
    static final Effect COUNT = new Effect(
            "count",
            change(false, RowChange.Removal.NONE, new ColumnChange(COUNTER, ColumnChange.Op.COUNTER_ADD, null, null)),
            List.of(),
            List.of(),
            false,
            false,
            true);

    static final Effect DELETE_COUNTER = of(
            "delete counter",
            change(false, RowChange.Removal.NONE, new ColumnChange(COUNTER, ColumnChange.Op.DELETE, null, null)),
            List.of(),
            List.of(new Slot(COUNTER, -1)),
            false,
            false);

    /**
     * A place for values.
     *
     * @param column the column
     * @param path the element; -1 for none
     */
    record Slot(int column, int path) {
        boolean covers(Slot other) {
            return column == other.column && (path == -1 || path == other.path);
        }

        static Slot of(Cell cell) {
            byte[] path = cell.path();
            return new Slot(cell.column(), path == null ? -1 : path[0]);
        }
    }

    /** What the client asks for with this write. */
    Mutation mutation(int write, @Nullable Long timestamp, @Nullable CausalContext context) {
        return new Mutation(
                1, new byte[] {1}, 0, timestamp, 0, context, write, false, List.of(), List.of(changeOf(write)));
    }

    /** The change with this write's own values, or two to the power of its number as an amount. */
    RowChange changeOf(int write) {
        List<ColumnChange> columns = change.columns().stream()
                .map(column -> column.op() == ColumnChange.Op.SET || counts
                        ? new ColumnChange(column.columnId(), column.op(), column.path(), valueOf(column, write))
                        : column)
                .toList();
        return new RowChange(
                false, change.clustering(), change.insertsMarker(), change.removal(), change.ttlSeconds(), columns);
    }

    /** Rises with the write's number in y and falls elsewhere, so that the greater value is not always the later one. */
    private byte[] valueOf(ColumnChange column, int write) {
        if (counts) {
            return ByteBuffer.allocate(Long.BYTES).putLong(1L << write).array();
        }
        return new byte[] {(byte) (column.columnId() == Y ? 50 + write : 50 - write)};
    }

    private static Effect set(String name, int column) {
        return of(
                name,
                change(false, RowChange.Removal.NONE, put(column, null)),
                List.of(new Slot(column, -1)),
                List.of(),
                false,
                false);
    }

    private static Effect element(String name, int path) {
        return of(
                name,
                change(false, RowChange.Removal.NONE, put(ELEMENTS, new byte[] {(byte) path})),
                List.of(new Slot(ELEMENTS, path)),
                List.of(),
                false,
                false);
    }

    private static Effect of(
            String name, RowChange change, List<Slot> sets, List<Slot> deletes, boolean replaces, boolean deletesRow) {
        return new Effect(name, change, sets, deletes, replaces, deletesRow, false);
    }

    private static ColumnChange put(int column, byte @Nullable [] path) {
        return new ColumnChange(column, ColumnChange.Op.SET, path, null);
    }

    private static RowChange change(boolean marker, RowChange.Removal removal, ColumnChange... columns) {
        return new RowChange(false, Cell.NO_VALUE, marker, removal, 0, List.of(columns));
    }
}
