package io.starlingdb.node.data;

import io.starlingdb.node.schema.CollectionType;
import io.starlingdb.node.schema.ColumnSchema;
import io.starlingdb.node.schema.ListType;
import io.starlingdb.node.schema.ScalarType;
import io.starlingdb.node.schema.SetType;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.node.schema.UserType;
import io.starlingdb.node.version.CausalContext;
import io.starlingdb.node.version.Dot;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row, or a partition's static columns, as a read sees it at one moment: what is deleted or expired is gone. Columns are named
 * by id. Immutable; the arrays are shared and must not be changed.
 */
public final class VisibleRow {
    private final TableSchema table;
    private final byte[] clustering;
    private final Row row;
    private final Cell[] live;
    private final long nowSeconds;

    private VisibleRow(TableSchema table, byte[] clustering, Row row, Cell[] live, long nowSeconds) {
        this.table = table;
        this.clustering = clustering;
        this.row = row;
        this.live = live;
        this.nowSeconds = nowSeconds;
    }

    /**
     * What a read sees of this entry.
     *
     * @param clustering the encoded clustering key; empty for statics
     * @param deletedUpTo the timestamp up to which the partition's and ranges' deletions cover it ({@link Shadow})
     * @return null if nothing is to be seen
     */
    public static @Nullable VisibleRow of(
            TableSchema table, byte[] clustering, Row row, long deletedUpTo, long nowSeconds) {
        Cell[] live = liveCells(row, deletedUpTo, nowSeconds);
        return live.length == 0 ? null : new VisibleRow(table, clustering, row, live, nowSeconds);
    }

    /** What a read sees of an entry that holds nothing to be seen: it still has a version. */
    public static VisibleRow absent(TableSchema table, byte[] clustering, @Nullable Row row, long nowSeconds) {
        return new VisibleRow(table, clustering, row == null ? Row.EMPTY : row, Row.EMPTY.cells(), nowSeconds);
    }

    private static Cell[] liveCells(Row row, long deletedUpTo, long nowSeconds) {
        Cell[] cells = row.cells();
        int alive = 0;
        for (Cell cell : cells) {
            alive += isLive(cell, deletedUpTo, nowSeconds) ? 1 : 0;
        }
        if (alive == cells.length) {
            return cells;
        }
        Cell[] live = new Cell[alive];
        int size = 0;
        for (Cell cell : cells) {
            if (isLive(cell, deletedUpTo, nowSeconds)) {
                live[size++] = cell;
            }
        }
        return live;
    }

    private static boolean isLive(Cell cell, long deletedUpTo, long nowSeconds) {
        return cell.isLiveAt(nowSeconds) && CellOrder.standing(cell) > deletedUpTo;
    }

    /** Whether nothing is to be seen. */
    public boolean isAbsent() {
        return live.length == 0;
    }

    /** The encoded clustering key; empty for statics. */
    public byte[] clustering() {
        return clustering;
    }

    /** Whether the column has a value. */
    public boolean has(int columnId) {
        return first(columnId) != null;
    }

    /**
     * The column's value in serialized form, or null: of siblings the latest (by timestamp, then dot), of a collection all
     * elements, of a counter its sum.
     */
    public byte @Nullable [] value(int columnId) {
        ColumnSchema column = table.column(columnId);
        if (column == null) {
            return null;
        }
        if (column.type().isMultiCell()) {
            return column.type() instanceof UserType type
                    ? joined(columnId, type)
                    : packed(columnId, (CollectionType) column.type());
        }
        if (column.type() == ScalarType.COUNTER) {
            Long sum = counter(columnId);
            return sum == null
                    ? null
                    : ByteBuffer.allocate(Long.BYTES).putLong(sum).array();
        }
        Cell latest = latest(columnId);
        return latest == null ? null : latest.value();
    }

    /**
     * All values of a column of a {@code siblings} table, the latest first; equal values once. At most one for other tables,
     * collections and counters.
     */
    public List<byte[]> siblings(int columnId) {
        ColumnSchema column = table.column(columnId);
        if (column == null || column.type().isMultiCell() || column.type() == ScalarType.COUNTER) {
            byte[] only = value(columnId);
            return only == null ? List.of() : List.of(only);
        }
        List<Cell> cells = cellsOf(columnId);
        cells.sort((left, right) -> CellOrder.beats(left, right) ? -1 : CellOrder.beats(right, left) ? 1 : 0);
        List<byte[]> values = new ArrayList<>(cells.size());
        for (Cell cell : cells) {
            boolean known = false;
            for (byte[] value : values) {
                known |= Arrays.equals(value, cell.value());
            }
            if (!known) {
                values.add(cell.value());
            }
        }
        return values;
    }

    /** The elements of a collection column, or fields of a user-defined type, one cell for each, in the order of CQL. */
    public List<Cell> collection(int columnId) {
        List<Cell> elements = new ArrayList<>();
        for (Cell cell : cellsOf(columnId)) {
            int last = elements.size() - 1;
            if (last >= 0 && CellOrder.compareSlots(elements.get(last), cell) == 0) {
                if (CellOrder.beats(cell, elements.get(last))) {
                    elements.set(last, cell);
                }
            } else if (cell.path() != null) {
                elements.add(cell);
            }
        }
        ColumnSchema column = table.column(columnId);
        if (column != null && column.type() instanceof CollectionType type && !(type instanceof ListType)) {
            elements.sort((left, right) -> type.pathType().compare(pathOf(left), pathOf(right)));
        }
        return elements;
    }

    /** A counter's sum, or null if it was never added to or is deleted. */
    public @Nullable Long counter(int columnId) {
        Long sum = null;
        for (Cell cell : cellsOf(columnId)) {
            if (cell.kind() == CellKind.COUNTER) {
                sum = (sum == null ? 0 : sum) + cell.total();
            }
        }
        return sum;
    }

    /** The timestamp of the column's value in µs ({@code WRITETIME}); of a collection the highest; null without a value. */
    public @Nullable Long timestamp(int columnId) {
        Cell latest = latest(columnId);
        return latest == null ? null : latest.timestamp();
    }

    /** The seconds that the column's value has left ({@code TTL}); null without a value or if it does not expire. */
    public @Nullable Long ttl(int columnId) {
        Cell latest = latest(columnId);
        return latest == null || latest.expiresAtSeconds() == 0 ? null : latest.expiresAtSeconds() - nowSeconds;
    }

    /** The seconds that one of its cells has left; null if it does not expire. */
    public @Nullable Long ttl(Cell cell) {
        return cell.expiresAtSeconds() == 0 ? null : cell.expiresAtSeconds() - nowSeconds;
    }

    /** What a reader of this row has seen: to be handed back with a later write. */
    public CausalContext context() {
        return row.context();
    }

    /** The latest write to be seen here, by dot; null if nothing is. */
    public @Nullable Dot dot() {
        Dot latest = null;
        for (Cell cell : live) {
            latest = latest == null || cell.dot().compareTo(latest) > 0 ? cell.dot() : latest;
        }
        return latest;
    }

    /** The entry behind it, with what is deleted and expired. */
    public Row row() {
        return row;
    }

    private static byte[] pathOf(Cell cell) {
        byte[] path = cell.path();
        return path == null ? Cell.NO_VALUE : path;
    }

    private byte @Nullable [] packed(int columnId, CollectionType type) {
        List<Cell> elements = collection(columnId);
        if (elements.isEmpty()) {
            return null;
        }
        List<byte[]> parts = new ArrayList<>(elements.size() * 2);
        for (Cell element : elements) {
            if (!(type instanceof ListType)) {
                parts.add(pathOf(element));
            }
            if (!(type instanceof SetType)) {
                parts.add(element.value());
            }
        }
        return type.pack(parts);
    }

    private byte @Nullable [] joined(int columnId, UserType type) {
        byte[] @Nullable [] fields = new byte[type.fields().size()][];
        boolean any = false;
        for (Cell cell : collection(columnId)) {
            int field = UserType.fieldAt(pathOf(cell));
            if (field >= 0 && field < fields.length) {
                fields[field] = cell.value();
                any = true;
            }
        }
        return any ? type.join(Arrays.asList(fields)) : null;
    }

    private @Nullable Cell first(int columnId) {
        for (Cell cell : live) {
            if (cell.column() == columnId) {
                return cell;
            }
        }
        return null;
    }

    private @Nullable Cell latest(int columnId) {
        Cell latest = null;
        for (Cell cell : live) {
            if (cell.column() == columnId && (latest == null || CellOrder.beats(cell, latest))) {
                latest = cell;
            }
        }
        return latest;
    }

    private List<Cell> cellsOf(int columnId) {
        List<Cell> cells = new ArrayList<>();
        for (Cell cell : live) {
            if (cell.column() == columnId) {
                cells.add(cell);
            }
        }
        return cells;
    }

    @Override
    public String toString() {
        return Arrays.toString(live);
    }
}
