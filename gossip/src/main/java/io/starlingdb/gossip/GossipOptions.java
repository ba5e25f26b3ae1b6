package io.starlingdb.gossip;

import java.util.concurrent.TimeUnit;

/**
 * How gossip behaves. The defaults are for 3 to some 50 nodes on one network: a killed node is SUSPECT after about a second and DEAD after
 * about four.
 */
public record GossipOptions(Probing probing, Suspicion suspicion, Spreading spreading, Bounds bounds) {

    public static final GossipOptions DEFAULTS = new GossipOptions(
            new Probing(millis(250), millis(300), 3, 8),
            new Suspicion(millis(2_500), millis(5_000)),
            new Spreading(millis(100), 3, 3, millis(10_000), millis(1_000)),
            new Bounds(1024, 256, TimeUnit.DAYS.toNanos(7)));

    public GossipOptions withProbing(Probing other) {
        return new GossipOptions(other, suspicion, spreading, bounds);
    }

    public GossipOptions withSuspicion(Suspicion other) {
        return new GossipOptions(probing, other, spreading, bounds);
    }

    public GossipOptions withSpreading(Spreading other) {
        return new GossipOptions(probing, suspicion, other, bounds);
    }

    public GossipOptions withBounds(Bounds other) {
        return new GossipOptions(probing, suspicion, spreading, other);
    }

    private static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private static void check(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }

    /**
     * How members are probed. One that fails is noticed after at most about {@code interval * 2 * members / observers + 2 * timeout}, some
     * {@code 2 * interval + 2 * timeout} in a small cluster.
     *
     * @param intervalNanos how often this node probes one member; halving it doubles the messages (four per probe) and notices sooner
     * @param timeoutNanos how long to wait for the direct answer, and then for the indirect ones; above the longest usual pause of a node,
     *     or pauses raise suspicions (which are refuted, but noisy)
     * @param indirect how many others are asked to probe in this node's place
     * @param localHealthMax how far doubt in oneself may stretch interval and timeout: up to this plus one times (Lifeguard, 2018, IV.A)
     */
    public record Probing(long intervalNanos, long timeoutNanos, int indirect, int localHealthMax) {

        public Probing {
            check(intervalNanos > 0 && timeoutNanos > 0, "probe interval and timeout are positive");
            check(indirect >= 0 && localHealthMax >= 0, "indirect probes and local health are not negative");
        }
    }

    /**
     * How long a suspect may refute. A suspicion starts with the maximum and shrinks to the minimum as others confirm it, by the logarithm
     * of their number (Lifeguard, 2018, IV.B).
     *
     * @param minNanos what a failed node costs at least; above the pauses that a node is to survive
     * @param maxNanos what a suspicion that nobody confirms lasts: most likely the suspecting node itself is slow
     */
    public record Suspicion(long minNanos, long maxNanos) {

        public Suspicion {
            check(minNanos > 0 && maxNanos >= minNanos, "0 < suspicion minimum <= maximum");
        }
    }

    /**
     * How news spread. What a node has to tell rides on its probes and, while there is any, on extra messages.
     *
     * @param intervalNanos how often news are sent while there are any
     * @param fanout to how many members each time
     * @param retransmissions each piece of news is sent {@code retransmissions * ceil(log2(members + 1))} times by each node
     * @param pushPullIntervalNanos how often the view is compared with that of one random member, and what differs exchanged: mends what
     *     news missed
     * @param reconnectIntervalNanos how often one dead member, or a seed that never answered, is contacted: how soon a healed partition ends
     */
    public record Spreading(
            long intervalNanos,
            int fanout,
            int retransmissions,
            long pushPullIntervalNanos,
            long reconnectIntervalNanos) {

        public Spreading {
            check(
                    intervalNanos > 0 && pushPullIntervalNanos > 0 && reconnectIntervalNanos > 0,
                    "intervals are positive");
            check(fanout > 0 && retransmissions > 0, "fanout and retransmissions are positive");
        }
    }

    /**
     * What a view may hold, whatever peers say.
     *
     * @param membersMax members beyond this many are not taken in
     * @param deadKeptMax of the dead members the latest so many are kept
     * @param deadKeptNanos how long after its death a member is kept
     */
    public record Bounds(int membersMax, int deadKeptMax, long deadKeptNanos) {

        public Bounds {
            check(membersMax > 0 && deadKeptMax >= 0 && deadKeptNanos > 0, "bounds are positive");
        }
    }
}
