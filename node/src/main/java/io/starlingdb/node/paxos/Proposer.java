package io.starlingdb.node.paxos;

import io.starlingdb.kernel.NodeId;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to have a value chosen, under one ballot. Immutable; each answer returns the attempt after it.
 *
 * <p>While {@link Phase#PREPARING}, send a prepare to {@link #voters()}; while {@link Phase#ACCEPTING}, send them
 * {@link #value()} to accept. Adopting a reported value may enlarge the set of voters (an {@link Electorate} may depend on
 * the value), so ask for it again after each answer. Answers of a phase that is over change nothing, nor do repeated ones:
 * messages may be lost, delayed and duplicated at will.
 *
 * <p>With no value of its own a proposer only reads: it ends as {@link Phase#NOTHING_CHOSEN} if enough voters promise that
 * they have accepted nothing, and completes the value otherwise.
 *
 * @param ballot this attempt's name
 * @param own what to propose where nothing was accepted before; null to read only
 * @param electorate who votes, and how many are enough
 * @param phase how far the attempt is
 * @param votes what was answered
 */
public record Proposer<V>(Ballot ballot, @Nullable V own, Electorate<V> electorate, Phase phase, Votes<V> votes) {

    /** How far an attempt is. */
    public enum Phase {
        /** Collecting promises. */
        PREPARING,
        /** Collecting acceptances of {@link Proposer#value()}. */
        ACCEPTING,
        /** Over: {@link Proposer#value()} is chosen, for ever. */
        CHOSEN,
        /** Over: nothing had been chosen when the attempt began, and there was nothing to propose. */
        NOTHING_CHOSEN,
        /** Over: too few voters are left. If it was ACCEPTING, its value may still be chosen by another's attempt. */
        FAILED;

        /** Whether no answer changes anything any more. */
        public boolean isOver() {
            return this == CHOSEN || this == NOTHING_CHOSEN || this == FAILED;
        }
    }

    /**
     * What was answered so far.
     *
     * @param promised who promised
     * @param accepted who accepted
     * @param lost who refused, abstained or did not answer in this phase
     * @param reported the accepted value with the highest ballot among the promises, null if none
     */
    public record Votes<V>(
            Set<NodeId> promised,
            Set<NodeId> accepted,
            Set<NodeId> lost,
            @Nullable Accepted<V> reported) {

        static <V> Votes<V> none() {
            return new Votes<>(Set.of(), Set.of(), Set.of(), null);
        }
    }

    /** A new attempt that nobody was asked about yet. */
    public static <V> Proposer<V> propose(Ballot ballot, V own, Electorate<V> electorate) {
        return new Proposer<>(ballot, own, electorate, Phase.PREPARING, Votes.none());
    }

    /** A new attempt that only finds out, and completes, what others have begun. */
    public static <V> Proposer<V> read(Ballot ballot, Electorate<V> electorate) {
        return new Proposer<>(ballot, null, electorate, Phase.PREPARING, Votes.none());
    }

    /** The value that this attempt stands for by now: the reported one with the highest ballot, else its own. */
    public @Nullable V candidate() {
        Accepted<V> reported = votes.reported();
        return reported != null ? reported.value() : own;
    }

    /**
     * The value that is being accepted, or is chosen.
     *
     * @throws NullPointerException if there is none: while preparing without a value, or when nothing was chosen
     */
    public V value() {
        return Objects.requireNonNull(candidate(), "no value");
    }

    /** Whom to ask in this phase, in a fixed order; may grow while preparing. */
    public List<NodeId> voters() {
        return electorate.voters(candidate());
    }

    /** Whether voters were asked to accept {@link #value()}: then even a failed attempt's value may still be chosen. */
    public boolean hasProposed() {
        return candidate() != null && electorate.suffices(candidate(), votes.promised());
    }

    /** {@code voter} promised this ballot, and told what it had accepted before (null: nothing). */
    public Proposer<V> promised(NodeId voter, @Nullable Accepted<V> before) {
        if (phase != Phase.PREPARING) {
            return this;
        }
        Accepted<V> reported = votes.reported();
        if (before != null && (reported == null || before.ballot().compareTo(reported.ballot()) > 0)) {
            reported = before;
        }
        return with(Phase.PREPARING, new Votes<>(plus(votes.promised(), voter), Set.of(), votes.lost(), reported))
                .decided();
    }

    /** {@code voter} accepted {@link #value()} under this ballot. */
    public Proposer<V> accepted(NodeId voter) {
        if (phase != Phase.ACCEPTING) {
            return this;
        }
        return with(phase, new Votes<>(votes.promised(), plus(votes.accepted(), voter), votes.lost(), votes.reported()))
                .decided();
    }

    /** {@code voter} refused, abstained, or did not answer in {@code asked}; no other phase counts it. */
    public Proposer<V> lost(NodeId voter, Phase asked) {
        if (phase != asked || phase.isOver()) {
            return this;
        }
        return with(phase, new Votes<>(votes.promised(), votes.accepted(), plus(votes.lost(), voter), votes.reported()))
                .decided();
    }

    private Proposer<V> decided() {
        V candidate = candidate();
        Set<NodeId> won = phase == Phase.PREPARING ? votes.promised() : votes.accepted();
        if (electorate.suffices(candidate, won)) {
            return won(candidate);
        }
        Set<NodeId> reachable = new HashSet<>(voters());
        reachable.removeIf(voter -> votes.lost().contains(voter) && !won.contains(voter));
        return electorate.suffices(candidate, reachable) ? this : with(Phase.FAILED, votes);
    }

    private Proposer<V> won(@Nullable V candidate) {
        if (phase == Phase.ACCEPTING) {
            return with(Phase.CHOSEN, votes);
        }
        Votes<V> promises = new Votes<>(votes.promised(), Set.of(), Set.of(), votes.reported());
        return with(candidate == null ? Phase.NOTHING_CHOSEN : Phase.ACCEPTING, promises);
    }

    private Proposer<V> with(Phase next, Votes<V> counted) {
        return new Proposer<>(ballot, own, electorate, next, counted);
    }

    private static Set<NodeId> plus(Set<NodeId> voters, NodeId voter) {
        if (voters.contains(voter)) {
            return voters;
        }
        Set<NodeId> more = new HashSet<>(voters);
        more.add(voter);
        return Set.copyOf(more);
    }
}
