package io.starlingdb.node.data;

import io.starlingdb.node.version.Dot;
import io.starlingdb.node.version.VersionVector;
import io.starlingdb.wire.WireException;
import io.starlingdb.wire.WireReader;
import java.util.Arrays;

/** Reads an entry's body as {@link RowWriter} wrote it. */
final class RowReader {
    private static final long MICROS_PER_SECOND = 1_000_000L;
    private static final int WRITE_BYTES_MIN = 2;
    private static final int CELL_BYTES_MIN = 1;
    private static final int CONCERN_BYTES_MIN = 3;
    private static final int HISTORY_UNKNOWN = -1;

    private final WireReader in;
    private final int flags;
    private Dot[] dots = new Dot[0];
    private VersionVector[] histories = new VersionVector[0];

    private RowReader(WireReader in) {
        this.in = in;
        this.flags = in.u8();
    }

    /**
     * The entry whose body comes next.
     *
     * @throws WireException if it is none
     */
    static Row read(WireReader in) {
        return new RowReader(in).read();
    }

    /** When something written at {@code stamp} with this time to live is expected to expire: told from it, expiry is short. */
    static long expectedExpiry(long stamp, long ttlSeconds) {
        return stamp / MICROS_PER_SECOND + ttlSeconds;
    }

    /** The history form 0: all that the vector holds up to the write. */
    static VersionVector upTo(VersionVector vector, Dot dot) {
        return vector.upTo(dot.stamp());
    }

    /** The history form 1: the vector's interval around the write, up to it. */
    static VersionVector ownInterval(VersionVector vector, Dot dot) {
        for (int i = 0; i < vector.size(); i++) {
            boolean around = vector.actorAt(i) == dot.actor()
                    && dot.stamp() > vector.afterAt(i)
                    && dot.stamp() <= vector.toAt(i);
            if (around) {
                return VersionVector.of(dot.actor(), vector.afterAt(i), dot.stamp());
            }
        }
        return VersionVector.EMPTY;
    }

    /** From which stamp what follows the vector is told. */
    static long baseAfterVector(long base, int writes, VersionVector vector) {
        return writes > 0 || vector.isEmpty() ? base : vector.toAt(0);
    }

    /** Whether there are counter parts. */
    static boolean counts(Cell[] cells) {
        for (Cell cell : cells) {
            if (cell.kind() == CellKind.COUNTER) {
                return true;
            }
        }
        return false;
    }

    private Row read() {
        int[] forms = readWrites();
        long base = dots.length == 0 ? 0 : dots[0].stamp();
        int deletedBy = -1;
        long deletedTo = 0;
        if (has(RowWriter.HAS_DELETION)) {
            deletedBy = has(RowWriter.ONE_WRITE) ? 0 : write();
            deletedTo = dots[deletedBy].stamp() + in.zigzag();
        }
        VersionVector vector = readVector(base);
        for (int i = 0; i < dots.length; i++) {
            if (forms[i] == RowWriter.HISTORY_OF_VECTOR) {
                histories[i] = upTo(vector, dots[i]);
            } else if (forms[i] == RowWriter.HISTORY_OF_INTERVAL) {
                histories[i] = ownInterval(vector, dots[i]);
            }
        }
        Deletion deletion = deletedBy < 0 ? null : new Deletion(dots[deletedBy], deletedTo, histories[deletedBy]);
        long rest = baseAfterVector(base, dots.length, vector);
        Pending pending = has(RowWriter.HAS_PENDING) ? readPending(rest) : Pending.NONE;
        Cell[] cells = readCells();
        return new Row(cells, deletion, vector, pending, has(RowWriter.HAS_MARK) ? readMark(rest, cells) : null);
    }

    private boolean has(int flag) {
        return (flags & flag) != 0;
    }

    private int[] readWrites() {
        boolean oneWrite = has(RowWriter.ONE_WRITE);
        boolean noHistories = has(RowWriter.NO_HISTORIES);
        int writes = oneWrite ? 1 : in.count(WRITE_BYTES_MIN);
        dots = new Dot[writes];
        histories = new VersionVector[writes];
        Arrays.fill(histories, VersionVector.EMPTY);
        int[] forms = new int[writes];
        for (int i = 0; i < writes; i++) {
            int actor = (int) in.varint();
            long stamp = i == 0 ? in.varint() : dots[0].stamp() - in.zigzag();
            dots[i] = new Dot(actor, stamp);
            forms[i] = noHistories ? HISTORY_UNKNOWN : oneWrite ? RowWriter.HISTORY_OF_VECTOR : in.u8();
            if (forms[i] == RowWriter.HISTORY_EXPLICIT) {
                histories[i] = VectorCodec.read(in, dots[0].stamp());
            } else if (forms[i] > RowWriter.HISTORY_EXPLICIT) {
                throw new WireException("no history has the form " + forms[i]);
            }
        }
        return forms;
    }

    private VersionVector readVector(long base) {
        if (!has(RowWriter.HAS_VECTOR)) {
            return VersionVector.EMPTY;
        }
        if (!has(RowWriter.BASE_VECTOR)) {
            return VectorCodec.read(in, base);
        }
        long length = in.varint();
        if (dots.length == 0 || length == 0 || base - length >= base) {
            throw new WireException("an interval of length " + length);
        }
        return VersionVector.of(dots[0].actor(), base - length, base);
    }

    private Pending readPending(long base) {
        int count = in.count(CONCERN_BYTES_MIN);
        Concern[] concerns = new Concern[count];
        VersionVector[] seen = new VersionVector[count];
        for (int i = 0; i < count; i++) {
            concerns[i] = new Concern((int) in.zigzag(), in.nullableBytes());
            seen[i] = VectorCodec.read(in, base);
            if (seen[i].isEmpty() && i > 0) {
                seen[i] = seen[i - 1];
            }
        }
        return Pending.of(concerns, seen, count);
    }

    private LocalMark readMark(long base, Cell[] cells) {
        long last = base - in.zigzag();
        long since = counts(cells) ? last - in.varint() : last;
        int count = in.count(1);
        long[] counted = count == 0 ? LocalMark.NONE_COUNTED : new long[count];
        for (int i = 0; i < count; i++) {
            counted[i] = base - in.zigzag();
        }
        return new LocalMark(since, last, counted);
    }

    private Cell[] readCells() {
        Cell[] cells = new Cell[in.count(CELL_BYTES_MIN)];
        int column = RowWriter.FIRST_COLUMN;
        for (int i = 0; i < cells.length; i++) {
            cells[i] = readCell(column);
            column = cells[i].column();
        }
        return cells;
    }

    private Cell readCell(int columnBefore) {
        int head = in.u8();
        int column =
                (head & RowWriter.CELL_SAME_COLUMN) != 0 ? columnBefore : columnBefore + in.varint(Integer.MAX_VALUE);
        if (column < columnBefore) {
            throw new WireException("a column id of more than 31 bits");
        }
        byte[] path = (head & RowWriter.CELL_PATH) != 0 ? in.bytes() : null;
        int write = (head & RowWriter.CELL_WRITE) != 0 ? write() : 0;
        if (write >= dots.length) {
            throw new WireException("a cell of no write");
        }
        Dot dot = dots[write];
        long timestamp = (head & RowWriter.CELL_TIMESTAMP) != 0 ? dot.stamp() + in.zigzag() : dot.stamp();
        long expiresAt = 0;
        long ttl = 0;
        if ((head & RowWriter.CELL_EXPIRES) != 0) {
            ttl = in.varint();
            expiresAt = expectedExpiry(dot.stamp(), ttl) + in.zigzag();
        }
        CellKind kind = kind(head);
        if (kind == CellKind.COUNTER) {
            long total = in.zigzag();
            long life = dot.stamp() - in.varint();
            return new Cell(column, path, kind, dot, timestamp, Cell.NO_VALUE, total, life, histories[write]);
        }
        byte[] value = (head & RowWriter.CELL_VALUE) != 0 ? in.bytes() : Cell.NO_VALUE;
        return new Cell(column, path, kind, dot, timestamp, value, expiresAt, ttl, histories[write]);
    }

    private int write() {
        return in.varint(dots.length - 1);
    }

    private static CellKind kind(int head) {
        return switch (head & RowWriter.CELL_KIND) {
            case 0 -> CellKind.VALUE;
            case 1 -> CellKind.TOMBSTONE;
            case 2 -> CellKind.COUNTER;
            default -> throw new WireException("no cell has the kind " + (head & RowWriter.CELL_KIND));
        };
    }
}
