package io.starlingdb.node.replica;

import java.util.TreeMap;

/** The stamps of what is under way; each is held as often as it was added. The loop owns it. */
public final class HeldStamps implements StampHolder {
    private final TreeMap<Long, Integer> counts = new TreeMap<>();

    /** Holds a stamp. */
    public void add(long stamp) {
        counts.merge(stamp, 1, Integer::sum);
    }

    /** Lets go of a stamp that was added. */
    public void remove(long stamp) {
        counts.computeIfPresent(stamp, (held, count) -> count == 1 ? null : count - 1);
    }

    @Override
    public long lowestStamp() {
        return counts.isEmpty() ? NOTHING : counts.firstKey();
    }
}
