package io.starlingdb.node.paxos;

import io.starlingdb.kernel.NodeId;
import java.util.Comparator;

/**
 * The name of one attempt to decide, ordered by round, then proposer, then life.
 *
 * <p>No two attempts may share a ballot: two values under one ballot break Paxos. A proposer raises {@code round} with
 * each attempt of one process life, and {@code life} is above that of all its earlier lives, so it need not write rounds
 * to disk to stay unique.
 *
 * @param round counts attempts; a proposer takes one above the highest that it has seen
 * @param proposer who attempts
 * @param life the proposer's process life, never used twice
 */
public record Ballot(long round, NodeId proposer, long life) implements Comparable<Ballot> {
    /** Below every ballot that a proposer uses; what an acceptor has promised before it is asked. */
    public static final Ballot ZERO = new Ballot(0, new NodeId(0, 0), 0);

    private static final Comparator<Ballot> ORDER = Comparator.comparingLong(Ballot::round)
            .thenComparing(Ballot::proposer)
            .thenComparingLong(Ballot::life);

    @Override
    public int compareTo(Ballot other) {
        return ORDER.compare(this, other);
    }
}
