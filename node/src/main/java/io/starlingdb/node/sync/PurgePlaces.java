package io.starlingdb.node.sync;

import io.starlingdb.kernel.Tokens;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.data.Settling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where something waits to be purged: for each slice of the ring and table, from which settled time on, and how many tombstones there are. Counts are
 * about right while rows change, and right when a slice was purged. On any thread.
 */
final class PurgePlaces {
    private static final int SLICE_BITS = 16;

    /**
     * What waits in one place.
     *
     * @param firstDue the lowest settled time, in µs, from which on something may go
     * @param tombstones how many
     */
    private record Waiting(long firstDue, long tombstones) {
        Waiting and(Waiting more) {
            return new Waiting(Math.min(firstDue, more.firstDue), Math.max(0, tombstones + more.tombstones));
        }
    }

    private final Map<Long, Waiting> due = new ConcurrentHashMap<>();
    private final Map<Long, Long> vectors = new ConcurrentHashMap<>();

    static long place(RowKey key) {
        return ((long) key.tableId() << SLICE_BITS) | Tokens.slice(key.token());
    }

    static int tableId(long place) {
        return (int) (place >> SLICE_BITS);
    }

    static int slice(long place) {
        return (int) (place & (Tokens.SLICES - 1));
    }

    /** A row was changed, or was found as it is now. */
    void changed(RowKey key, @Nullable Row before, @Nullable Row after) {
        long place = place(key);
        long first = after == null ? Long.MAX_VALUE : Settling.firstDue(key.kind(), after);
        int more = Settling.tombstones(after) - Settling.tombstones(before);
        if (first != Long.MAX_VALUE) {
            due.merge(
                    place,
                    new Waiting(first, Math.max(0, more)),
                    (known, added) -> known.and(new Waiting(first, more)));
        } else {
            if (more != 0) {
                due.computeIfPresent(place, (any, known) -> known.and(new Waiting(Long.MAX_VALUE, more)));
            }
            if (after != null && !after.vector().isEmpty()) {
                vectors.putIfAbsent(place, after.vector().highest());
            }
        }
    }

    /** Something is left there. */
    void left(long place, long firstDue, long tombstones) {
        due.merge(place, new Waiting(firstDue, tombstones), Waiting::and);
    }

    /** Nothing waits there any more. */
    void remove(long place) {
        due.remove(place);
        vectors.remove(place);
    }

    /** The places of which something may go now. */
    List<Long> due(LongUnaryOperator settled) {
        List<Long> places = new ArrayList<>();
        due.forEach((place, waiting) -> {
            if (waiting.firstDue() <= settled.applyAsLong(place)) {
                places.add(place);
            }
        });
        return places;
    }

    /** A place of which only vectors may go now; null if there is none. */
    @Nullable
    Long vectorsDue(LongUnaryOperator settled) {
        for (Map.Entry<Long, Long> one : vectors.entrySet()) {
            if (one.getValue() <= settled.applyAsLong(one.getKey())) {
                return one.getKey();
            }
        }
        return null;
    }

    /** How many tombstones wait, by table. */
    SortedMap<Integer, Long> tombstones() {
        SortedMap<Integer, Long> byTable = new TreeMap<>();
        due.forEach((place, waiting) -> byTable.merge(tableId(place), waiting.tombstones(), Long::sum));
        return byTable;
    }
}
