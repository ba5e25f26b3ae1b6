package io.starlingdb.node.paxos;

import io.starlingdb.kernel.NodeId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What an exploration lets happen.
 *
 * @param acceptors who votes
 * @param attempts who proposes what; each may get as far as it may, or nowhere
 * @param crashes whether acceptors may lose at any moment what they have not saved
 * @param wiped the acceptor that may lose everything once, −1 for none
 * @param bugs what is done wrong on purpose
 */
record Plan(List<NodeId> acceptors, List<Attempt> attempts, boolean crashes, int wiped, Set<Bug> bugs) {

    /**
     * One attempt of a proposer.
     *
     * @param onlyAfterWipe whether it is that of the wiped acceptor, and begins after it was wiped
     */
    record Attempt(Ballot ballot, String own, Electorate<String> electorate, boolean onlyAfterWipe) {}

    /** A mistake that an exploration must find. */
    enum Bug {
        /** A crash loses the promise, though it was saved. */
        FORGETS_PROMISE,
        /** A crash loses the accepted value, though it was saved. */
        FORGETS_ACCEPTED,
        /** The answer leaves before the state is saved. */
        ANSWERS_BEFORE_SAVED,
        /** The proposer pushes its own value through, whatever is reported. */
        IGNORES_REPORTED,
        /** Two attempts share a ballot. */
        REUSES_BALLOT,
        /** A wiped acceptor votes on. */
        VOTES_AFTER_WIPE
    }

    static NodeId node(int number) {
        return new NodeId(0, number);
    }

    static Ballot ballot(int round, int proposer, int life) {
        return new Ballot(round, node(proposer), life);
    }

    static Attempt attempt(Ballot ballot, String own, Electorate<String> electorate) {
        return new Attempt(ballot, own, electorate, false);
    }

    Plan with(Bug bug) {
        return new Plan(acceptors, attempts, crashes, wiped, EnumSet.of(bug));
    }

    boolean has(Bug bug) {
        return bugs.contains(bug);
    }
}
