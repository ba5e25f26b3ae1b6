package io.starlingdb.node.data;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.node.version.Dot;
import io.starlingdb.node.version.VersionVector;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes the cells of one entry's part of a write. Of several changes to one cell in one write the last stays. */
final class CellsIssue {
    private final Row current;
    private final Mutation mutation;
    private final Dot dot;
    private final long timestamp;
    private final long nowSeconds;
    private final List<Cell> values = new ArrayList<>();
    private final List<Cell> tombstones = new ArrayList<>(0);
    private final Map<Integer, Long> added = new TreeMap<>();
    private int listElements;

    CellsIssue(Row current, Mutation mutation, Dot dot, long timestamp, long nowSeconds) {
        this.current = current;
        this.mutation = mutation;
        this.dot = dot;
        this.timestamp = timestamp;
        this.nowSeconds = nowSeconds;
    }

    void add(RowChange change) {
        if (change.insertsMarker()) {
            values.add(value(Cell.MARKER, null, Cell.NO_VALUE, change.ttlSeconds()));
        }
        for (ColumnChange column : change.columns()) {
            add(column, change.ttlSeconds());
        }
    }

    private void add(ColumnChange change, int ttlSeconds) {
        int column = change.columnId();
        byte[] given = change.value();
        byte[] value = given == null ? Cell.NO_VALUE : given;
        switch (change.op()) {
            case SET -> values.add(value(column, change.path(), value, ttlSeconds));
            case DELETE -> tombstone(column, change.path(), timestamp);
            case DELETE_COLLECTION -> tombstone(column, null, timestamp);
            case REPLACE_COLLECTION -> tombstone(column, null, timestamp - 1);
            case COUNTER_ADD -> added.merge(column, amount(value), Long::sum);
            case LIST_APPEND -> values.add(value(column, nextPlace(false), value, ttlSeconds));
            case LIST_PREPEND -> values.add(value(column, nextPlace(true), value, ttlSeconds));
            case LIST_SET_AT -> values.add(value(column, listPathAt(change), value, ttlSeconds));
            case LIST_DELETE_AT -> tombstone(column, listPathAt(change), timestamp);
            case LIST_REMOVE -> {
                for (byte[] path : listPathsOf(change)) {
                    tombstone(column, path, timestamp);
                }
            }
        }
    }

    private static long amount(byte[] value) {
        if (value.length != Long.BYTES) {
            throw StarlingException.invalid("A counter is changed by a bigint");
        }
        return ByteBuffer.wrap(value).getLong();
    }

    private Cell value(int column, byte @Nullable [] path, byte[] value, int ttlSeconds) {
        return ttlSeconds == 0
                ? Cell.value(column, path, dot, timestamp, value)
                : Cell.expiring(column, path, dot, timestamp, value, ttlSeconds, nowSeconds + ttlSeconds);
    }

    private void tombstone(int column, byte @Nullable [] path, long at) {
        tombstones.add(Cell.tombstone(column, path, dot, at));
        values.removeIf(cell -> cell.column() == column && (path == null || Arrays.equals(path, cell.path())));
    }

    /**
     * Adds what was counted. The part goes on from this node's latest one if that is vouched for, so that no amount which other
     * replicas hold and this one forgot is written over; else a new life begins.
     *
     * @param since the stamp from which on all own writes to the entry are known to be here; the greatest stamp for none
     */
    void addCounters(long since) {
        for (Map.Entry<Integer, Long> entry : added.entrySet()) {
            int column = entry.getKey();
            long life = dot.stamp();
            long total = entry.getValue();
            long latest = Long.MIN_VALUE;
            for (int i = current.placeOf(column); i < current.cellCount(); i++) {
                Cell cell = current.cellAt(i);
                if (cell.column() != column) {
                    break;
                }
                boolean own = cell.kind() == CellKind.COUNTER && cell.dot().actor() == dot.actor();
                if (own && cell.dot().stamp() >= since && cell.dot().stamp() > latest) {
                    latest = cell.dot().stamp();
                    life = cell.life();
                    total = cell.total() + entry.getValue();
                }
            }
            values.add(Cell.counter(column, dot, life, total));
        }
    }

    /** The cells with tombstones, in order; each slot's last, values before tombstones of the same slot. */
    CellList lastWriteWins(VersionVector history) {
        List<Cell> all = new ArrayList<>(tombstones.size() + values.size());
        all.addAll(tombstones);
        all.addAll(values);
        return ordered(all, history);
    }

    /** The cells without tombstones, in order. */
    CellList siblings() {
        return ordered(values, VersionVector.EMPTY);
    }

    private static CellList ordered(List<Cell> cells, VersionVector history) {
        cells.sort(CellOrder::compare);
        CellList list = new CellList(cells.size());
        for (Cell cell : cells) {
            int last = list.size() - 1;
            boolean again = last >= 0
                    && CellOrder.compare(list.get(last), cell) == 0
                    && list.get(last).timestamp() <= cell.timestamp();
            if (again) {
                list.cut(last);
            }
            list.add(history.isEmpty() ? cell : cell.withHistory(history));
        }
        return list;
    }

    /** The path of the element at the index that the change names. */
    byte[] listPathAt(ColumnChange change) {
        byte[] index = change.path();
        if (index == null || index.length != Integer.BYTES) {
            throw StarlingException.invalid("A list's element is named by an index");
        }
        int wanted = ByteBuffer.wrap(index).getInt();
        List<byte[]> paths = ListPlaces.livePaths(current, change.columnId(), nowSeconds);
        if (wanted < 0 || wanted >= paths.size()) {
            throw new StarlingException(
                    ErrorCode.INVALID,
                    "List index " + wanted + " out of bound, list has size " + paths.size(),
                    Map.of("index", wanted, "size", paths.size()));
        }
        return paths.get(wanted);
    }

    /** The paths of the live elements that equal the change's value. */
    List<byte[]> listPathsOf(ColumnChange change) {
        byte[] value = change.value();
        return value == null ? List.of() : ListPlaces.livePathsOf(current, change.columnId(), value, nowSeconds);
    }

    private byte[] nextPlace(boolean inFront) {
        boolean fixed = mutation.stampedAt() > 0;
        return ListPlaces.place(
                fixed ? mutation.stampedAt() : dot.stamp(),
                fixed ? (int) mutation.requestId() : dot.actor(),
                listElements++,
                inFront);
    }
}
