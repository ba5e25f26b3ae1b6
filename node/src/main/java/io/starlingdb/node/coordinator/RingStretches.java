package io.starlingdb.node.coordinator;

import io.starlingdb.kernel.TokenRange;
import io.starlingdb.node.ring.OwnedRange;
import io.starlingdb.node.ring.ReplicaSet;
import io.starlingdb.node.ring.Ring;
import java.util.ArrayList;
import java.util.List;

/** Cuts a range of tokens into stretches that have the same replicas, none of which wraps, in the order of their tokens. */
final class RingStretches {
    /**
     * A part of the ring.
     *
     * @param range {@code (start, end]}, not wrapping
     * @param replicas who holds it
     */
    record Stretch(TokenRange range, ReplicaSet replicas) {}

    private RingStretches() {}

    /** The stretches of {@code range}, from its start; a wrapping range goes over the top of the ring. */
    static List<Stretch> of(TokenRange range, Ring ring) {
        List<Stretch> stretches = new ArrayList<>();
        if (!range.wraps()) {
            add(range.start(), range.end(), ring, stretches);
        } else {
            if (range.start() != Long.MAX_VALUE) {
                add(range.start(), Long.MAX_VALUE, ring, stretches);
            }
            if (range.end() != Long.MIN_VALUE) {
                // No key has the lowest token: the partitioner never gives it.
                add(Long.MIN_VALUE, range.end(), ring, stretches);
            }
        }
        return stretches;
    }

    private static void add(long start, long end, Ring ring, List<Stretch> stretches) {
        long from = start;
        for (OwnedRange owned : ring.ranges()) {
            long upTo = Math.min(end, owned.range().end());
            if (upTo > from) {
                append(new Stretch(new TokenRange(from, upTo), owned.replicas()), stretches);
                from = upTo;
            }
        }
        if (from < end) { // above the highest token the range of the lowest one goes on
            append(new Stretch(new TokenRange(from, end), ring.replicas(end)), stretches);
        }
    }

    private static void append(Stretch next, List<Stretch> stretches) {
        int last = stretches.size() - 1;
        if (last >= 0) {
            Stretch before = stretches.get(last);
            if (holdTheSame(before.replicas(), next.replicas())
                    && before.range().end() == next.range().start()) {
                stretches.set(
                        last,
                        new Stretch(
                                new TokenRange(
                                        before.range().start(), next.range().end()),
                                next.replicas()));
                return;
            }
        }
        stretches.add(next);
    }

    /** In whatever order they are placed: whom to ask first is for each request to decide. */
    private static boolean holdTheSame(ReplicaSet one, ReplicaSet other) {
        return one == other || (one.size() == other.size() && one.members().containsAll(other.members()));
    }
}
