package io.starlingdb.node.storage;

import io.starlingdb.node.data.RowKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The works of a shard that wait for the disk, and those that wait behind them: it keeps the order of submission among works
 * that share a row or a range, and lets all others pass.
 *
 * <p>Each work counts the works that it must follow: the last one here on each of its keys, and every one whose ranges it
 * touches. A work enters with all its keys at once, and follows only earlier ones, so nobody can wait in a circle. When a
 * work leaves, its followers' counts fall; at zero they may go on. A queue per row would do the same for single rows but
 * cannot say what a range waits for.
 */
final class Parking {

    private final int capacity;
    private final Map<RowKey, Work> lastOnKey = new LinkedHashMap<>();
    private final List<Work> withRanges = new ArrayList<>();
    private int size;

    Parking(int capacity) {
        this.capacity = capacity;
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    boolean isFull() {
        return size >= capacity;
    }

    /** Whether the work must follow one that is here. */
    boolean holdsUp(Work work) {
        return size > 0 && (work.kind == Work.Kind.BARRIER || touchesKey(work) || touchesRange(work));
    }

    /** Lets the work in, behind all those here that it must follow. */
    void add(Work work) {
        work.parked = true;
        size++;
        if (work.kind == Work.Kind.BARRIER) {
            followAll(work);
            return;
        }
        for (RowKey key : work.keys) {
            Work before = lastOnKey.put(key, work);
            if (before != null && before != work) {
                follow(work, before);
            }
        }
        if (!work.ranges.isEmpty()) {
            lastOnKey.forEach((key, before) -> {
                if (before != work && work.covers(key)) {
                    follow(work, before);
                }
            });
        }
        for (Work before : withRanges) {
            if (touches(work, before)) {
                follow(work, before);
            }
        }
        if (!work.ranges.isEmpty()) {
            withRanges.add(work);
        }
    }

    /** Lets the work out; those that waited only for it are appended to {@code ready}. */
    void remove(Work work, ArrayDeque<Work> ready) {
        work.parked = false;
        size--;
        for (RowKey key : work.keys) {
            lastOnKey.remove(key, work);
        }
        if (!work.ranges.isEmpty()) {
            withRanges.remove(work);
        }
        for (Work follower : work.followers) {
            if (--follower.waitsFor == 0) {
                ready.add(follower);
            }
        }
        work.followers.clear();
    }

    private boolean touchesKey(Work work) {
        for (RowKey key : work.keys) {
            if (lastOnKey.containsKey(key)) {
                return true;
            }
        }
        return !work.ranges.isEmpty() && lastOnKey.keySet().stream().anyMatch(work::covers);
    }

    private boolean touchesRange(Work work) {
        return withRanges.stream().anyMatch(other -> touches(work, other));
    }

    /** Whether a key or a range of the one lies in a range of the other. */
    private static boolean touches(Work work, Work withRange) {
        return work.overlaps(withRange) || work.keys.stream().anyMatch(withRange::covers);
    }

    private void followAll(Work barrier) {
        lastOnKey.values().forEach(before -> follow(barrier, before));
        withRanges.forEach(before -> follow(barrier, before));
    }

    private static void follow(Work work, Work before) {
        before.followers.add(work);
        work.waitsFor++;
    }
}
