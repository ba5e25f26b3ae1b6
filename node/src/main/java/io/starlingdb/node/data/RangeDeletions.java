package io.starlingdb.node.data;

import io.starlingdb.node.schema.ClusteringBound;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The range deletions of one partition, flattened: the places where the highest timestamp changes, in order, so that one binary
 * search tells what covers a row. Immutable.
 */
public final class RangeDeletions {
    /** None at all. */
    public static final RangeDeletions NONE = new RangeDeletions(new ClusteringBound[0], new long[0]);

    /** Up to which timestamp rows from this place on, up to the next, are deleted; {@link Long#MIN_VALUE}: not at all. */
    private final ClusteringBound[] places;

    private final long[] deletedTo;

    private RangeDeletions(ClusteringBound[] places, long[] deletedTo) {
        this.places = places;
        this.deletedTo = deletedTo;
    }

    /** Those that these entries tell of; entries of other kinds, or without a deletion, are passed over. */
    public static RangeDeletions of(List<Entry> entries) {
        TreeMap<ClusteringBound, List<Long>> begins = new TreeMap<>();
        TreeMap<ClusteringBound, List<Long>> ends = new TreeMap<>();
        for (Entry entry : entries) {
            Deletion deletion = entry.row().deletion();
            if (deletion == null || entry.key().kind() != EntryKind.RANGE_DELETION) {
                continue;
            }
            Slice slice = entry.key().slice();
            if (!slice.isEmpty()) {
                begins.computeIfAbsent(slice.start(), place -> new ArrayList<>(1))
                        .add(deletion.timestamp());
                ends.computeIfAbsent(slice.end(), place -> new ArrayList<>(1)).add(deletion.timestamp());
                begins.computeIfAbsent(slice.end(), place -> new ArrayList<>(1));
            }
        }
        if (begins.isEmpty()) {
            return NONE;
        }
        ClusteringBound[] places = new ClusteringBound[begins.size()];
        long[] deletedTo = new long[places.length];
        TreeMap<Long, Integer> open = new TreeMap<>();
        int size = 0;
        for (var place : begins.entrySet()) {
            for (Long timestamp : ends.getOrDefault(place.getKey(), List.of())) {
                open.computeIfPresent(timestamp, (key, count) -> count == 1 ? null : count - 1);
            }
            for (Long timestamp : place.getValue()) {
                open.merge(timestamp, 1, Integer::sum);
            }
            places[size] = place.getKey();
            deletedTo[size++] = open.isEmpty() ? Long.MIN_VALUE : open.lastKey();
        }
        return new RangeDeletions(places, deletedTo);
    }

    public boolean isEmpty() {
        return places.length == 0;
    }

    /** The highest timestamp up to which the row with this clustering key is deleted; {@link Long#MIN_VALUE} if it is not. */
    public long deletedUpTo(byte[] clustering) {
        int low = 0;
        int high = places.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (places[middle].isBelow(clustering)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == 0 ? Long.MIN_VALUE : deletedTo[low - 1];
    }

    /**
     * The range deletions that say nothing which this one does not: their slice lies in its, and their timestamp is not above
     * its. They may be deleted from storage when it is put there.
     */
    public static List<RowKey> madeNeedless(Entry deletion, List<Entry> others) {
        Deletion covering = deletion.row().deletion();
        if (covering == null) {
            return List.of();
        }
        Slice slice = deletion.key().slice();
        List<RowKey> needless = new ArrayList<>();
        for (Entry other : others) {
            Deletion covered = other.row().deletion();
            if (covered != null
                    && !other.key().equals(deletion.key())
                    && covering.covers(covered.timestamp())
                    && slice.contains(other.key().slice())) {
                needless.add(other.key());
            }
        }
        return needless;
    }
}
