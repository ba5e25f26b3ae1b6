package io.starlingdb.node.ring;

import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.NodeId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Visits every state of a small cluster in which ranges move: each record is the successor of the newest one (which Paxos sees to, and is explored
 * elsewhere), but every node learns of it when it pleases, or never; nodes crash and return, one is lost for good; whoever drives a transition may
 * take a living node for dead; messages are late or lost, as every step may be put off for ever. One write at QUORUM runs beside, placed by any
 * record that a node still knows.
 *
 * <p>In each state: once the write was acknowledged, no read at QUORUM that the replicas would serve misses it, whatever record the reader knows.
 * From each state: a way leads to one in which nothing moves any more.
 */
final class TransitionExplorer {
    private static final String KEYSPACE = "k";

    /** Something an operator does once: a function from the newest record to the next. */
    record Wish(String name, UnaryOperator<ClusterRecord> step) {}

    /**
     * @param newest the newest record, by its number
     * @param known the record that each node has saved
     * @param down who is not running, as bits
     * @param gone who is lost for good
     * @param has who holds the write
     * @param fetched from whom each node has joined the key's range, for the transition that {@code fetching} names
     * @param wishes what operators have done
     * @param placed the record that the write was placed by; -1 before it begins
     * @param crashes how many there were
     */
    private record State(
            int newest,
            List<Integer> known,
            int down,
            int gone,
            int has,
            List<Integer> fetched,
            List<Long> fetching,
            int wishes,
            int placed,
            int acked,
            boolean isWritten,
            int crashes) {}

    private final List<RecordMember> nodes;
    private final long key;
    private final List<Wish> wishes;
    private final int crashesMax;
    private final int lost;
    private final boolean isPlanted;
    private final List<ClusterRecord> records = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<Integer, ReplicaSet> places = new HashMap<>();
    private final Map<Long, Handover> handovers = new HashMap<>();
    private final Map<State, Integer> visited = new HashMap<>();
    private final List<State> states = new ArrayList<>();
    private final List<List<Integer>> before = new ArrayList<>();
    private final Deque<Integer> open = new ArrayDeque<>();
    private int current;

    /**
     * @param nodes all that there are or may be
     * @param key the token of the row
     * @param lost the node that may be lost for good, and is then removed; -1 for none
     * @param isPlanted whether replicas serve what outdated records placed
     */
    TransitionExplorer(
            List<RecordMember> nodes, long key, List<Wish> wishes, int crashesMax, int lost, boolean isPlanted) {
        this.nodes = nodes;
        this.key = key;
        this.wishes = wishes;
        this.crashesMax = crashesMax;
        this.lost = lost;
        this.isPlanted = isPlanted;
    }

    /**
     * Explores everything that can follow.
     *
     * @return how many states there are
     * @throws AssertionError for a state that must not be
     */
    int explore(ClusterRecord first) {
        int number = number(first);
        List<Integer> all = nodes.stream().map(node -> number).toList();
        add(new State(
                number,
                all,
                0,
                0,
                0,
                nodes.stream().map(node -> 0).toList(),
                nodes.stream().map(node -> 0L).toList(),
                0,
                -1,
                0,
                false,
                0));
        while (!open.isEmpty()) {
            current = open.removeFirst();
            State state = states.get(current);
            check(state);
            operate(state);
            fail(state);
            write(state);
            for (int node = 0; node < nodes.size(); node++) {
                if (isUp(state, node)) {
                    learn(state, node);
                    fetch(state, node);
                    drive(state, node);
                    erase(state, node);
                }
            }
        }
        requireWaysOut();
        return states.size();
    }

    private void operate(State s) {
        for (int i = 0; i < wishes.size(); i++) {
            int bit = 1 << i;
            Wish wish = wishes.get(i);
            if ((s.wishes & bit) == 0) {
                propose(s, record -> wish.step().apply(record), s.wishes | bit);
            }
        }
        if (s.gone != 0) {
            List<NodeId> dead = List.of(nodes.get(lost).id());
            propose(s, record -> record.member(dead.get(0)) == null ? record : Removal.step(record, dead), s.wishes);
        }
    }

    private void fail(State s) {
        for (int node = 0; node < nodes.size(); node++) {
            int bit = 1 << node;
            if ((s.down & bit) == 0 && s.crashes < crashesMax) {
                add(new State(
                        s.newest,
                        s.known,
                        s.down | bit,
                        s.gone,
                        s.has,
                        s.fetched,
                        s.fetching,
                        s.wishes,
                        s.placed,
                        s.acked,
                        s.isWritten,
                        s.crashes + 1));
            }
            if ((s.down & bit) != 0 && (s.gone & bit) == 0) {
                add(new State(
                        s.newest,
                        s.known,
                        s.down & ~bit,
                        s.gone,
                        s.has,
                        s.fetched,
                        s.fetching,
                        s.wishes,
                        s.placed,
                        s.acked,
                        s.isWritten,
                        s.crashes));
            }
        }
        if (lost >= 0 && s.gone == 0) {
            add(new State(
                    s.newest,
                    s.known,
                    s.down | 1 << lost,
                    1 << lost,
                    s.has,
                    s.fetched,
                    s.fetching,
                    s.wishes,
                    s.placed,
                    s.acked,
                    s.isWritten,
                    s.crashes));
        }
    }

    /** The write begins anywhere, reaches replica after replica, and is acknowledged when both sides have a quorum. */
    private void write(State s) {
        if (s.placed < 0) {
            s.known.stream().distinct().forEach(record -> add(written(s, s.has, record, 0, false)));
            return;
        }
        if (s.isWritten) {
            return;
        }
        ReplicaSet place = place(s.placed);
        for (int node = 0; node < nodes.size(); node++) {
            if (isUp(s, node)
                    && place.isWritten(nodes.get(node).id())
                    && place(s.known.get(node)).isWritten(nodes.get(node).id())
                    && serves(s, node, s.placed)) {
                add(written(s, s.has | 1 << node, s.placed, s.acked | 1 << node, false));
            }
        }
        ReplicaSet other = place.other();
        if (has(place, s.acked) >= quorum(place) && (other == null || has(other, s.acked) >= quorum(other))) {
            add(written(s, s.has, s.placed, s.acked, true));
        }
    }

    private static State written(State s, int has, int placed, int acked, boolean isWritten) {
        return new State(
                s.newest,
                s.known,
                s.down,
                s.gone,
                has,
                s.fetched,
                s.fetching,
                s.wishes,
                placed,
                acked,
                isWritten,
                s.crashes);
    }

    private void learn(State s, int node) {
        if (s.known.get(node) != s.newest) {
            List<Integer> known = new ArrayList<>(s.known);
            known.set(node, s.newest);
            add(new State(
                    s.newest,
                    List.copyOf(known),
                    s.down,
                    s.gone,
                    s.has,
                    s.fetched,
                    s.fetching,
                    s.wishes,
                    s.placed,
                    s.acked,
                    s.isWritten,
                    s.crashes));
        }
    }

    /** The node joins the key's range from one owner, or says that it is complete. */
    private void fetch(State s, int node) {
        int number = s.known.get(node);
        ClusterRecord record = records.get(number);
        NodeId self = nodes.get(node).id();
        RecordMember me = record.member(self);
        for (Transition transition : record.transitions().running()) {
            Handover handover = handover(number, transition);
            if (me == null || transition.isComplete(me) || !handover.fetchers().contains(self)) {
                continue;
            }
            int sources = s.fetching.get(node) == transition.id() ? s.fetched.get(node) : 0;
            Set<NodeId> from = ids(sources);
            boolean isEnough = true;
            for (Handover.Piece piece : handover.pieces()) {
                if (!piece.isFetchedBy(self)) {
                    continue;
                }
                boolean isKeys = piece.range().contains(key);
                Set<NodeId> had = isKeys ? from : ids(~s.down);
                isEnough &= handover.isEnough(piece, self, had, standing(s, -1));
                for (RecordMember source :
                        isKeys ? handover.wanted(piece, self, had, standing(s, -1)) : List.<RecordMember>of()) {
                    int giver = index(source.id());
                    if (isUp(s, giver) && serves(s, giver, number) && epoch(s.known.get(giver)) >= record.epoch()) {
                        List<Integer> fetched = new ArrayList<>(s.fetched);
                        fetched.set(node, sources | 1 << giver);
                        List<Long> fetching = new ArrayList<>(s.fetching);
                        fetching.set(node, transition.id());
                        int has = s.has | ((s.has >> giver & 1) << node);
                        add(new State(
                                s.newest,
                                s.known,
                                s.down,
                                s.gone,
                                has,
                                List.copyOf(fetched),
                                List.copyOf(fetching),
                                s.wishes,
                                s.placed,
                                s.acked,
                                s.isWritten,
                                s.crashes));
                    }
                }
            }
            if (isEnough) {
                propose(s, newest -> TransitionSteps.complete(newest, transition.id(), self, me.memory()), s.wishes);
            }
        }
    }

    /** The node takes a transition on, by the record that it knows, perhaps taking a living node for dead. */
    private void drive(State s, int node) {
        int number = s.known.get(node);
        ClusterRecord record = records.get(number);
        if (record.member(nodes.get(node).id()) == null) {
            return;
        }
        Handover.EpochsKnown epochs = id -> epoch(s.known.get(index(id)));
        for (Transition transition : record.transitions().running()) {
            Handover handover = handover(number, transition);
            boolean isReady = transition.phase() != TransitionPhase.WRITE_BOTH || handover.isComplete(record);
            for (int mistaken = -1; isReady && mistaken < nodes.size(); mistaken++) {
                if (handover.isKnown(epochs, standing(s, mistaken))) {
                    propose(
                            s,
                            newest -> transition.phase() == TransitionPhase.WRITE_BOTH
                                    ? TransitionSteps.readNew(newest, transition.id())
                                    : TransitionSteps.finish(newest, transition.id()),
                            s.wishes);
                    break;
                }
            }
        }
    }

    private void erase(State s, int node) {
        int number = s.known.get(node);
        NodeId self = nodes.get(node).id();
        Leftover leftover = records.get(number).transitions().leftover(self);
        if (leftover != null) {
            int has = place(number).isWritten(self) ? s.has : s.has & ~(1 << node);
            propose(
                    new State(
                            s.newest,
                            s.known,
                            s.down,
                            s.gone,
                            has,
                            s.fetched,
                            s.fetching,
                            s.wishes,
                            s.placed,
                            s.acked,
                            s.isWritten,
                            s.crashes),
                    newest -> TransitionSteps.erased(newest, self, leftover.since()),
                    s.wishes);
        }
    }

    private void propose(State s, UnaryOperator<ClusterRecord> step, int wishesDone) {
        ClusterRecord newest = records.get(s.newest);
        ClusterRecord next;
        try {
            next = step.apply(newest);
        } catch (StarlingException refused) {
            return;
        }
        int number = next.equals(newest) ? s.newest : number(raised(next));
        add(new State(
                number,
                s.known,
                s.down,
                s.gone,
                s.has,
                s.fetched,
                s.fetching,
                wishesDone,
                s.placed,
                s.acked,
                s.isWritten,
                s.crashes));
    }

    private static ClusterRecord raised(ClusterRecord next) {
        return new ClusterRecord(
                next.epoch() + 1,
                next.clusterId(),
                next.name(),
                next.roster(),
                next.schema(),
                next.transitions(),
                List.of());
    }

    /** No read at QUORUM, by any record that a node knows, misses a write that was acknowledged. */
    private void check(State s) {
        if (!s.isWritten) {
            return;
        }
        for (int number : s.known.stream().distinct().toList()) {
            ReplicaSet place = place(number);
            int without = 0;
            for (RecordMember member : place.members()) {
                int node = index(member.id());
                boolean answers = isUp(s, node) && serves(s, node, number);
                without += answers && (s.has >> node & 1) == 0 ? 1 : 0;
            }
            if (without >= quorum(place)) {
                throw new AssertionError(
                        "a read by epoch " + epoch(number) + " from " + place + " may miss the write of " + s
                                + "; newest " + records.get(s.newest).transitions());
            }
        }
    }

    private void requireWaysOut() {
        BitSet leads = new BitSet(states.size());
        Deque<Integer> back = new ArrayDeque<>();
        for (int i = 0; i < states.size(); i++) {
            Transitions transitions = records.get(states.get(i).newest).transitions();
            if (transitions.running().isEmpty() && transitions.leftovers().isEmpty()) {
                leads.set(i);
                back.add(i);
            }
        }
        while (!back.isEmpty()) {
            for (int earlier : before.get(back.removeFirst())) {
                if (!leads.get(earlier)) {
                    leads.set(earlier);
                    back.add(earlier);
                }
            }
        }
        int stuck = leads.nextClearBit(0);
        if (stuck < states.size()) {
            State s = states.get(stuck);
            throw new AssertionError(
                    "no way out of " + s + "; newest " + records.get(s.newest).transitions());
        }
    }

    private void add(State state) {
        Integer known = visited.get(state);
        if (known == null) {
            known = states.size();
            visited.put(state, known);
            states.add(state);
            before.add(new ArrayList<>(4));
            open.add(known);
        }
        if (known != current) {
            before.get(known).add(current);
        }
    }

    // What a state says.

    private boolean isUp(State s, int node) {
        return (s.down >> node & 1) == 0;
    }

    /** Whether a replica answers a request that this record placed. */
    private boolean serves(State s, int node, int record) {
        return isPlanted || epoch(record) >= records.get(s.known.get(node)).placedAt();
    }

    private Handover.Standing standing(State s, int mistaken) {
        return new Handover.Standing() {
            @Override
            public boolean isAlive(NodeId node) {
                return index(node) != mistaken && isUp(s, index(node));
            }

            @Override
            public boolean isGood(NodeId node) {
                return true;
            }
        };
    }

    private int has(ReplicaSet owners, int bits) {
        return (int) owners.members().stream()
                .filter(member -> (bits >> index(member.id()) & 1) != 0)
                .count();
    }

    private static int quorum(ReplicaSet owners) {
        return owners.factor() / 2 + 1;
    }

    private Set<NodeId> ids(int bits) {
        Set<NodeId> ids = new HashSet<>();
        for (int node = 0; node < nodes.size(); node++) {
            if ((bits >> node & 1) != 0) {
                ids.add(nodes.get(node).id());
            }
        }
        return ids;
    }

    private int index(NodeId id) {
        for (int node = 0; node < nodes.size(); node++) {
            if (nodes.get(node).id().equals(id)) {
                return node;
            }
        }
        throw new IllegalArgumentException("nobody: " + id);
    }

    private int number(ClusterRecord record) {
        return numbers.computeIfAbsent(HexFormat.of().formatHex(ClusterRecordCodec.encode(record)), any -> {
            records.add(record);
            return records.size() - 1;
        });
    }

    private long epoch(int number) {
        return records.get(number).epoch();
    }

    private ReplicaSet place(int number) {
        return places.computeIfAbsent(number, any -> {
            ClusterRecord record = records.get(number);
            return new Rings(record)
                    .ring(record.schema().requireKeyspace(KEYSPACE))
                    .replicas(key);
        });
    }

    private Handover handover(int number, Transition transition) {
        return handovers.computeIfAbsent(
                number * 1_000L + transition.id(), any -> Handover.of(records.get(number), transition));
    }
}
