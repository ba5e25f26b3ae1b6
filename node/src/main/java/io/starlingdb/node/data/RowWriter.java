package io.starlingdb.node.data;

import io.starlingdb.node.version.Dot;
import io.starlingdb.node.version.VersionVector;
import io.starlingdb.wire.WireWriter;
import java.util.Arrays;

/**
 * Writes an entry's body, form 1; {@link RowReader} is its mirror image. Used for storage and for the wire.
 *
 * <pre>
 * flags u8
 * writes           unless ONE_WRITE a count; for each: actor varint, stamp (the first varint, then first − stamp zigzag),
 *                  and unless ONE_WRITE or NO_HISTORIES its history: 0 the vector up to its stamp, 1 its own interval up to it,
 *                  2 a vector
 * deletion         if HAS_DELETION: [write varint], timestamp − stamp zigzag
 * vector           if HAS_VECTOR: of BASE_VECTOR only to − after, as it ends with the first write; else a whole vector
 * pending          if HAS_PENDING: count; for each: column zigzag, path nullable, seen (empty: as the one before)
 * cells            count; for each: head u8, [column − column before varint], [path], [write varint], [timestamp − stamp zigzag],
 *                  [ttl varint, expiry − (stamp's second + ttl) zigzag], [value] or [total zigzag, stamp − life varint]
 * mark             if HAS_MARK: base − last zigzag, last − since varint where counter parts are, count and base − counted zigzag each
 * </pre>
 *
 * The writes are the dots of cells and deletion, the highest first: its stamp is the base from which the others are told. Most rows
 * have one write, one interval and no deletion, and so cost about a dozen bytes besides their values. Without any write the vector is told from 0, and what follows from its first end.
 */
@SuppressWarnings("ReferenceEquality") // cells of one write usually share its dot
final class RowWriter {
    static final int HAS_DELETION = 1;
    static final int HAS_VECTOR = 1 << 1;
    static final int BASE_VECTOR = 1 << 2;
    static final int HAS_PENDING = 1 << 3;
    static final int HAS_MARK = 1 << 4;
    static final int ONE_WRITE = 1 << 5;
    static final int NO_HISTORIES = 1 << 6;

    static final int CELL_KIND = 3;
    static final int CELL_PATH = 1 << 2;
    static final int CELL_EXPIRES = 1 << 3;
    static final int CELL_TIMESTAMP = 1 << 4;
    static final int CELL_WRITE = 1 << 5;
    static final int CELL_SAME_COLUMN = 1 << 6;
    static final int CELL_VALUE = 1 << 7;

    static final int HISTORY_OF_VECTOR = 0;
    static final int HISTORY_OF_INTERVAL = 1;
    static final int HISTORY_EXPLICIT = 2;

    /** Lower than every column id there is, so that the first difference is positive. */
    static final int FIRST_COLUMN = Cell.MARKER - 1;

    private final Row row;
    private final WireWriter out;
    private Dot[] dots;
    private VersionVector[] histories;
    private int writes;

    private RowWriter(Row row, WireWriter out) {
        this.row = row;
        this.out = out;
        int capacity = row.cellCount() == 1 ? 1 : 2;
        this.dots = new Dot[capacity];
        this.histories = new VersionVector[capacity];
    }

    /** Appends the body; the local mark only where it is stored. */
    static void write(Row row, WireWriter out, boolean withMark) {
        new RowWriter(row, out).write(withMark);
    }

    private void write(boolean withMark) {
        collectWrites();
        long base = writes == 0 ? 0 : dots[0].stamp();
        VersionVector vector = row.vector();
        LocalMark mark = withMark ? row.mark() : null;
        boolean baseVector =
                writes > 0 && vector.size() == 1 && vector.toAt(0) == base && vector.actorAt(0) == dots[0].actor();
        boolean noHistories = hasNoHistories();
        boolean oneWrite = writes == 1 && (noHistories || historyForm(0) == HISTORY_OF_VECTOR);
        int flags = (row.deletion() == null ? 0 : HAS_DELETION)
                | (vector.isEmpty() ? 0 : HAS_VECTOR)
                | (baseVector ? BASE_VECTOR : 0)
                | (row.pending().isEmpty() ? 0 : HAS_PENDING)
                | (mark == null ? 0 : HAS_MARK)
                | (oneWrite ? ONE_WRITE : 0)
                | (noHistories ? NO_HISTORIES : 0);
        out.u8(flags);
        writeWrites(base, oneWrite, !oneWrite && !noHistories);
        Deletion deletion = row.deletion();
        if (deletion != null) {
            if (!oneWrite) {
                out.varint(writeOf(deletion.dot()));
            }
            out.zigzag(deletion.timestamp() - deletion.dot().stamp());
        }
        if (baseVector) {
            out.varint(vector.toAt(0) - vector.afterAt(0));
        } else if (!vector.isEmpty()) {
            VectorCodec.write(vector, base, out);
        }
        long rest = RowReader.baseAfterVector(base, writes, vector);
        writePending(rest);
        out.count(row.cellCount());
        int column = FIRST_COLUMN;
        for (Cell cell : row.cells()) {
            writeCell(cell, column);
            column = cell.column();
        }
        if (mark != null) {
            writeMark(mark, rest);
        }
    }

    private void writeWrites(long base, boolean oneWrite, boolean withHistories) {
        if (!oneWrite) {
            out.count(writes);
        }
        for (int i = 0; i < writes; i++) {
            out.varint(Integer.toUnsignedLong(dots[i].actor()));
            if (i == 0) {
                out.varint(base);
            } else {
                out.zigzag(base - dots[i].stamp());
            }
            if (withHistories) {
                int form = historyForm(i);
                out.u8(form);
                if (form == HISTORY_EXPLICIT) {
                    VectorCodec.write(histories[i], base, out);
                }
            }
        }
    }

    private void writePending(long base) {
        Pending pending = row.pending();
        if (pending.isEmpty()) {
            return;
        }
        out.count(pending.size());
        VersionVector before = VersionVector.EMPTY;
        for (int i = 0; i < pending.size(); i++) {
            Concern concern = pending.concernAt(i);
            out.zigzag(concern.column());
            out.nullableBytes(concern.path());
            boolean same = pending.seenAt(i).equals(before);
            before = pending.seenAt(i);
            VectorCodec.write(same ? VersionVector.EMPTY : before, base, out);
        }
    }

    private void writeMark(LocalMark mark, long base) {
        out.zigzag(base - mark.last());
        if (RowReader.counts(row.cells())) {
            out.varint(mark.last() - mark.since());
        }
        out.count(mark.counted().length);
        for (long stamp : mark.counted()) {
            out.zigzag(base - stamp);
        }
    }

    private void writeCell(Cell cell, int columnBefore) {
        long stamp = cell.dot().stamp();
        int write = writeOf(cell.dot());
        boolean sameColumn = cell.column() == columnBefore;
        byte[] path = cell.path();
        boolean differs = cell.kind() != CellKind.COUNTER && cell.timestamp() != stamp;
        out.u8(kindCode(cell.kind())
                | (path == null ? 0 : CELL_PATH)
                | (cell.expiresAtSeconds() == 0 ? 0 : CELL_EXPIRES)
                | (differs ? CELL_TIMESTAMP : 0)
                | (write == 0 ? 0 : CELL_WRITE)
                | (sameColumn ? CELL_SAME_COLUMN : 0)
                | (cell.value().length == 0 ? 0 : CELL_VALUE));
        if (!sameColumn) {
            out.varint(cell.column() - (long) columnBefore);
        }
        if (path != null) {
            out.bytes(path);
        }
        if (write != 0) {
            out.varint(write);
        }
        if (differs) {
            out.zigzag(cell.timestamp() - stamp);
        }
        if (cell.expiresAtSeconds() != 0) {
            out.varint(cell.ttlSeconds());
            out.zigzag(cell.expiresAtSeconds() - RowReader.expectedExpiry(stamp, cell.ttlSeconds()));
        }
        if (cell.kind() == CellKind.COUNTER) {
            out.zigzag(cell.total());
            out.varint(stamp - cell.life());
        } else if (cell.value().length > 0) {
            out.bytes(cell.value());
        }
    }

    private static int kindCode(CellKind kind) {
        return switch (kind) {
            case VALUE -> 0;
            case TOMBSTONE -> 1;
            case COUNTER -> 2;
        };
    }

    private void collectWrites() {
        Deletion deletion = row.deletion();
        if (deletion != null) {
            addWrite(deletion.dot(), deletion.history());
        }
        for (Cell cell : row.cells()) {
            addWrite(cell.dot(), cell.history());
        }
    }

    @SuppressWarnings("ReferenceEquality") // the same object, not an equal one, says that nothing changed
    private void addWrite(Dot dot, VersionVector history) {
        for (int i = 0; i < writes; i++) {
            if (dots[i] == dot || dots[i].equals(dot)) {
                return;
            }
        }
        if (writes == dots.length) {
            dots = Arrays.copyOf(dots, writes * 2);
            histories = Arrays.copyOf(histories, writes * 2);
        }
        int place = writes++;
        if (place > 0 && dot.compareTo(dots[0]) > 0) {
            dots[place] = dots[0];
            histories[place] = histories[0];
            place = 0;
        }
        dots[place] = dot;
        histories[place] = history;
    }

    @SuppressWarnings("ReferenceEquality") // the same object, not an equal one, says that nothing changed
    private int writeOf(Dot dot) {
        int place = 0;
        while (dots[place] != dot && !dots[place].equals(dot)) {
            place++;
        }
        return place;
    }

    private boolean hasNoHistories() {
        for (int i = 0; i < writes; i++) {
            if (!histories[i].isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private int historyForm(int write) {
        VersionVector history = histories[write];
        if (history.equals(RowReader.upTo(row.vector(), dots[write]))) {
            return HISTORY_OF_VECTOR;
        }
        return history.equals(RowReader.ownInterval(row.vector(), dots[write]))
                ? HISTORY_OF_INTERVAL
                : HISTORY_EXPLICIT;
    }
}
