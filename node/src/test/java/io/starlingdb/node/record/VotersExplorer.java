package io.starlingdb.node.record;

import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.paxos.Acceptor;
import io.starlingdb.node.paxos.Ballot;
import io.starlingdb.node.paxos.Electorate;
import io.starlingdb.node.paxos.Proposer;
import io.starlingdb.node.paxos.Proposer.Phase;
import io.starlingdb.node.ring.ChangeId;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.Exploration;
import io.starlingdb.node.ring.RecordMember;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Visits every state of a small cluster in which the record, and with it the voters on the next one, is changed by several proposers at once. Nodes
 * learn of a decided record when they please, or never, and may leave some out; a question is answered when the voter pleases, or never; an
 * attempt goes on as long as it likes, also long after its proposer began another. So every crash, partition and delay is among the ways; a disk may
 * be lost besides. The voters, their right to vote and what is enough come from {@link Franchise} and the real rosters.
 *
 * <p>In each state: no epoch has two decided records, and each decided record follows the decided record of the epoch before, so that no set of voters
 * is left out.
 */
final class VotersExplorer {
    /** A mistake that must be found. */
    enum Mistake {
        NONE,
        /** A voter votes on an epoch though it does not know the record before, and may hold a vote for that one still. */
        VOTES_WHILE_BEHIND,
        /** An attempt asks the voters that its own record names, not those of the record before. */
        ELECTED_BY_THE_PROPOSED,
        /** A voter that lost its memory votes on. */
        VOTES_AFTER_LOSS,
        /** What a proposer has accepted itself is a record to it, which its next change follows. */
        BUILDS_ON_UNDECIDED
    }

    /**
     * One attempt.
     *
     * @param node who proposes
     * @param round of its ballot
     * @param change what it proposes, made of the newest record that it knows; the same record where there is nothing to do
     */
    record Attempt(int node, int round, UnaryOperator<ClusterRecord> change) {}

    private static final int UNFOUNDED = 0;

    private final List<NodeId> ids;
    private final List<Attempt> attempts;
    private final int wiped;
    private final Mistake mistake;
    private final List<ClusterRecord> records = new ArrayList<>();
    private final Map<ClusterRecord, Integer> numbers = new HashMap<>();
    private final Map<Integer, Integer> bases = new HashMap<>();
    private final Set<List<List<Integer>>> histories = new HashSet<>();
    private Consumer<VotersState> next = state -> {};

    /** @param wiped the node that may lose its disk once, -1 for none */
    VotersExplorer(List<NodeId> ids, List<Attempt> attempts, int wiped, Mistake mistake) {
        this.ids = ids;
        this.attempts = attempts;
        this.wiped = wiped;
        this.mistake = mistake;
    }

    /** What a node remembers after it lost its disk, instead of its number. */
    static long newMemory(NodeId node) {
        return node.low() + 100;
    }

    /**
     * Explores everything that can follow a founded record that its members know.
     *
     * @return how many states there are
     * @throws AssertionError for a state that must not be
     */
    int explore(ClusterRecord first) {
        number(ClusterRecord.unfounded());
        int founded = number(first);
        List<Integer> known = ids.stream()
                .map(id -> first.member(id) == null ? UNFOUNDED : founded)
                .toList();
        return new Exploration<VotersState>().visitAll(VotersState.first(known, attempts.size()), this::steps);
    }

    /** The voters of each epoch in turn, for every history that was seen. */
    Set<List<List<Integer>>> histories() {
        return histories;
    }

    private void steps(VotersState state, Consumer<VotersState> to) {
        next = to;
        check(state);
        List<Integer> decided = state.decided();
        for (int node = 0; node < ids.size(); node++) {
            learn(state, node, decided);
        }
        for (int i = 0; i < attempts.size(); i++) {
            Proposer<Integer> attempt = state.attempts().get(i);
            if (attempt == null) {
                begin(state, i);
            } else if (!attempt.phase().isOver()) {
                for (NodeId voter : attempt.voters()) {
                    vote(state, i, attempt, ids.indexOf(voter));
                }
            }
        }
        if (wiped >= 0 && !state.nodes().get(wiped).isWiped()) {
            next.accept(state.with(wiped, state.nodes().get(wiped).wiped(UNFOUNDED)));
        }
    }

    private void learn(VotersState s, int index, List<Integer> decided) {
        VotersState.Node node = s.nodes().get(index);
        List<Integer> newer = new ArrayList<>(decided);
        newer.add(1); // the founding record, for who lost it or never had it
        for (int record : newer) {
            if (epoch(record) > epoch(node.known())) {
                next.accept(s.with(index, node.learning(record, epoch(record))));
            }
        }
    }

    private void begin(VotersState s, int index) {
        Attempt attempt = attempts.get(index);
        VotersState.Node node = s.nodes().get(attempt.node());
        int known = node.known();
        Integer undecided = node.acceptor().accepted() == null
                ? null
                : node.acceptor().accepted().value();
        if (mistake == Mistake.BUILDS_ON_UNDECIDED && undecided != null) {
            known = undecided;
        }
        ClusterRecord record = records.get(known);
        ClusterRecord changed = record.isFounded() ? attempt.change().apply(record) : record;
        if (changed.equals(record)) {
            return;
        }
        NodeId self = ids.get(attempt.node());
        int proposed = number(changed.nextEpoch(new ChangeId(self, 1, index)));
        bases.put(proposed, known);
        ClusterRecord electing = mistake == Mistake.ELECTED_BY_THE_PROPOSED ? records.get(proposed) : record;
        Electorate<Integer> electorate = Franchise.electorate(electing, self, memory(s, attempt.node()));
        Ballot ballot = new Ballot(attempt.round(), self, 1 + index);
        next.accept(s.with(index, Proposer.propose(ballot, proposed, electorate)));
    }

    /** The voter answers the attempt, if {@code RecordVoter} would. */
    private void vote(VotersState s, int index, Proposer<Integer> attempt, int voter) {
        VotersState.Node node = s.nodes().get(voter);
        long asked = epoch(attempt.value());
        long due = epoch(node.known()) + 1;
        boolean isBehind = due < asked && mistake != Mistake.VOTES_WHILE_BEHIND;
        if (asked < due || isBehind || hasNoVote(s, node, voter)) {
            return;
        }
        Acceptor<Integer> acceptor = node.acceptorFor(asked);
        if (!acceptor.admits(attempt.ballot())) {
            return;
        }
        NodeId id = ids.get(voter);
        boolean isPreparing = attempt.phase() == Phase.PREPARING;
        Acceptor<Integer> after =
                isPreparing ? acceptor.promise(attempt.ballot()) : acceptor.accept(attempt.ballot(), attempt.value());
        Proposer<Integer> answered = isPreparing ? attempt.promised(id, acceptor.accepted()) : attempt.accepted(id);
        next.accept(s.with(voter, node.voting(asked, after)).with(index, answered));
    }

    private boolean hasNoVote(VotersState s, VotersState.Node node, int voter) {
        ClusterRecord record = records.get(node.known());
        RecordMember me = record.member(ids.get(voter));
        long memory = mistake == Mistake.VOTES_AFTER_LOSS && me != null ? me.memory() : memory(s, voter);
        return Franchise.whyNot(record, ids.get(voter), memory) != null;
    }

    private long memory(VotersState s, int node) {
        NodeId id = ids.get(node);
        return s.nodes().get(node).isWiped() ? newMemory(id) : id.low();
    }

    private void check(VotersState s) {
        Map<Long, Integer> byEpoch = new HashMap<>();
        byEpoch.put(1L, 1);
        List<Integer> decided = s.decided();
        for (int record : decided) {
            Integer other = byEpoch.put(epoch(record), record);
            require(other == null, "two records of one epoch", s);
        }
        for (int record : decided) {
            Integer before = byEpoch.get(epoch(record) - 1);
            require(
                    before != null && before.equals(bases.get(record)),
                    "a record that does not follow a decided one",
                    s);
        }
        histories.add(byEpoch.keySet().stream()
                .sorted()
                .map(epoch -> records.get(byEpoch.get(epoch)).roster().voters())
                .toList());
    }

    private void require(boolean holds, String otherwise, VotersState s) {
        if (!holds) {
            throw new AssertionError(otherwise + ": " + s);
        }
    }

    private long epoch(@Nullable Integer record) {
        return record == null ? 0 : records.get(record).epoch();
    }

    private int number(ClusterRecord record) {
        return numbers.computeIfAbsent(record, unseen -> {
            records.add(unseen);
            return records.size() - 1;
        });
    }
}
