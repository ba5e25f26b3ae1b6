package io.starlingdb.node.data;

import io.starlingdb.node.version.Dot;
import io.starlingdb.node.version.VersionVector;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One value, deletion or counter part of a stored row. Immutable; the arrays are shared and must not be changed.
 *
 * <p>A cell belongs to a column, or, where the column is a collection, to one element of it: {@link #path} is then the
 * element (set), its key (map) or its place (list), in the element type's serialized form. A tombstone without a path deletes
 * the whole column, all elements included. The column {@link #MARKER} says that the row exists though it may have no columns.
 *
 * <p>A counter part is what one actor has added in one <em>life</em>: the amounts are running totals, so a part replaces
 * older parts of its actor and life and the counter is the sum over all of them.
 */
public final class Cell {
    /** The column id of the row marker. Real columns have ids from 0. */
    public static final int MARKER = -1;

    static final byte[] NO_VALUE = new byte[0];

    private final int column;
    private final byte @Nullable [] path;
    private final CellKind kind;
    private final Dot dot;
    private final long timestamp;
    private final byte[] value;
    /** VALUE: seconds since 1970 at which it expires, 0 for never. COUNTER: the running total. */
    private final long first;
    /** VALUE: its time to live in seconds as asked for, 0 for none. COUNTER: the stamp at which its life began. */
    private final long second;

    private final VersionVector history;

    Cell(
            int column,
            byte @Nullable [] path,
            CellKind kind,
            Dot dot,
            long timestamp,
            byte[] value,
            long first,
            long second,
            VersionVector history) {
        this.column = column;
        this.path = path;
        this.kind = kind;
        this.dot = dot;
        this.timestamp = timestamp;
        this.value = value;
        this.first = first;
        this.second = second;
        this.history = history;
    }

    static Cell value(int column, byte @Nullable [] path, Dot dot, long timestamp, byte[] value) {
        return new Cell(column, path, CellKind.VALUE, dot, timestamp, value, 0, 0, VersionVector.EMPTY);
    }

    static Cell expiring(
            int column,
            byte @Nullable [] path,
            Dot dot,
            long timestamp,
            byte[] value,
            long ttlSeconds,
            long expiresAtSeconds) {
        return new Cell(
                column, path, CellKind.VALUE, dot, timestamp, value, expiresAtSeconds, ttlSeconds, VersionVector.EMPTY);
    }

    static Cell tombstone(int column, byte @Nullable [] path, Dot dot, long timestamp) {
        return new Cell(column, path, CellKind.TOMBSTONE, dot, timestamp, NO_VALUE, 0, 0, VersionVector.EMPTY);
    }

    static Cell counter(int column, Dot dot, long life, long total) {
        return new Cell(column, null, CellKind.COUNTER, dot, dot.stamp(), NO_VALUE, total, life, VersionVector.EMPTY);
    }

    Cell withHistory(VersionVector seen) {
        return new Cell(column, path, kind, dot, timestamp, value, first, second, seen);
    }

    /** The column's id, or {@link #MARKER}. */
    public int column() {
        return column;
    }

    /** The element's path in a collection column; null for a plain column, a counter part, or a whole column's tombstone. */
    public byte @Nullable [] path() {
        return path;
    }

    public CellKind kind() {
        return kind;
    }

    /** The write that made it. */
    public Dot dot() {
        return dot;
    }

    /** What it competes with, in µs: its dot's stamp, or what the client asked for. */
    public long timestamp() {
        return timestamp;
    }

    /** The serialized value; empty for tombstones, counter parts, markers and elements of sets. */
    public byte[] value() {
        return value;
    }

    public boolean isTombstone() {
        return kind == CellKind.TOMBSTONE;
    }

    /** The time to live that was asked for, in seconds; 0 for none. */
    public long ttlSeconds() {
        return kind == CellKind.VALUE ? second : 0;
    }

    /** When it expires, in seconds since 1970; 0 for never. */
    public long expiresAtSeconds() {
        return kind == CellKind.VALUE ? first : 0;
    }

    /** Whether a read at {@code nowSeconds} sees it: neither a tombstone nor expired. */
    public boolean isLiveAt(long nowSeconds) {
        return kind != CellKind.TOMBSTONE && (kind == CellKind.COUNTER || first == 0 || nowSeconds < first);
    }

    /** A counter part's running total; 0 for other kinds. */
    public long total() {
        return kind == CellKind.COUNTER ? first : 0;
    }

    /** The stamp at which a counter part's life began; for other kinds the dot's stamp. */
    public long life() {
        return kind == CellKind.COUNTER ? second : dot.stamp();
    }

    /**
     * On {@code last_write_wins} tables, all writes that count as seen by this cell's write, itself included: only used to tell
     * lost writes from overwritten ones. It says nothing of what is settled.
     */
    VersionVector history() {
        return history;
    }

    /** Equal in all that replicas must agree on; histories are left out. */
    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof Cell that
                        && column == that.column
                        && kind == that.kind
                        && dot.equals(that.dot)
                        && timestamp == that.timestamp
                        && first == that.first
                        && second == that.second
                        && Arrays.equals(path, that.path)
                        && Arrays.equals(value, that.value));
    }

    @Override
    public int hashCode() {
        return 31 * (31 * column + Arrays.hashCode(path)) + dot.hashCode();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(column == MARKER ? "marker" : "c" + column);
        if (path != null) {
            text.append('[').append(HexText.of(path)).append(']');
        }
        text.append(' ').append(dot);
        if (timestamp != dot.stamp()) {
            text.append(" ts ").append(timestamp);
        }
        switch (kind) {
            case TOMBSTONE -> text.append(" deleted");
            case COUNTER ->
                text.append(" total ").append(first).append(" since ").append(second);
            case VALUE -> {
                text.append(" = ").append(HexText.of(value));
                if (first != 0) {
                    text.append(" until ").append(first);
                }
            }
        }
        return text.toString();
    }
}
