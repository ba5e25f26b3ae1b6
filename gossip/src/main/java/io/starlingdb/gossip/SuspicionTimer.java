package io.starlingdb.gossip;

import io.starlingdb.kernel.NodeId;
import java.util.HashSet;
import java.util.Set;

/**
 * How long one suspect has left to refute: starts with the maximum and shrinks to the minimum with each further node that found it failing,
 * the first ones counting most (Lifeguard, 2018, IV.B):
 * {@code max - (max - min) * log(confirmations + 1) / log(wanted + 1)}.
 */
final class SuspicionTimer {

    /** Confirmations beyond this many shorten nothing. */
    private static final int WANTED_MAX = 2;

    private final GossipOptions.Suspicion options;
    private final int wanted;
    private final Set<NodeId> suspecting = new HashSet<>();
    private long startNanos;

    /**
     * @param first who suspects
     * @param others how many other nodes could confirm it; with none the minimum holds at once
     */
    SuspicionTimer(GossipOptions.Suspicion options, NodeId first, int others, long now) {
        this.options = options;
        this.wanted = Math.min(WANTED_MAX, others);
        this.startNanos = now;
        suspecting.add(first);
    }

    /** Another node suspects it; false if that is known, or more than can make a difference. */
    boolean confirm(NodeId by) {
        return suspecting.size() <= wanted && suspecting.add(by);
    }

    long deadlineNanos() {
        if (wanted == 0) {
            return startNanos + options.minNanos();
        }
        double shrunk = Math.log(suspecting.size()) / Math.log(wanted + 1.0);
        long timeout = options.maxNanos() - (long) ((options.maxNanos() - options.minNanos()) * shrunk);
        return startNanos + Math.max(options.minNanos(), timeout);
    }

    /** This node stood still for a while: the time does not count. */
    void shift(long nanos) {
        startNanos += nanos;
    }
}
