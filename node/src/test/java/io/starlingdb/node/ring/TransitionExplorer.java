package io.starlingdb.node.ring;

import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.NodeId;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
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
    /** Something an operator does once: a function from the newest record to the next. */
    record Wish(String name, UnaryOperator<ClusterRecord> step) {}

    private final MovingWorld world;
    private final List<Wish> wishes;
    private final int crashesMax;
    private final int lost;
    private final boolean isPlanted;
    private final Exploration<MovingState> exploration = new Exploration<>();
    private Consumer<MovingState> next = state -> {};

    /**
     * @param lost the node that may be lost for good, and is then removed; -1 for none
     * @param isPlanted whether replicas serve what outdated records placed
     */
    TransitionExplorer(MovingWorld world, List<Wish> wishes, int crashesMax, int lost, boolean isPlanted) {
        this.world = world;
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
        int states = exploration.visitAll(MovingState.first(world.size(), world.number(first)), this::steps);
        for (MovingState stuck : exploration.withoutWayTo(this::isAtRest)) {
            throw new AssertionError("no way out of " + stuck + "; newest "
                    + world.record(stuck.newest()).transitions());
        }
        return states;
    }

    private boolean isAtRest(MovingState state) {
        Transitions transitions = world.record(state.newest()).transitions();
        return transitions.running().isEmpty() && transitions.leftovers().isEmpty();
    }

    private void steps(MovingState state, Consumer<MovingState> to) {
        next = to;
        check(state);
        operate(state);
        fail(state);
        write(state);
        for (int node = 0; node < world.size(); node++) {
            if (state.isUp(node)) {
                if (state.known(node) != state.newest()) {
                    next.accept(state.learning(node));
                }
                fetch(state, node);
                drive(state, node);
                erase(state, node);
            }
        }
    }

    private void operate(MovingState s) {
        for (int i = 0; i < wishes.size(); i++) {
            int bit = 1 << i;
            if ((s.wishes() & bit) == 0) {
                propose(s, wishes.get(i).step(), s.wishes() | bit);
            }
        }
        if (s.gone() != 0) {
            List<NodeId> dead = List.of(world.id(lost));
            propose(s, record -> record.member(dead.get(0)) == null ? record : Removal.step(record, dead), s.wishes());
        }
    }

    private void fail(MovingState s) {
        for (int node = 0; node < world.size(); node++) {
            if (s.isUp(node) && s.crashes() < crashesMax) {
                next.accept(s.crashing(node));
            }
            if (!s.isUp(node) && (s.gone() >> node & 1) == 0) {
                next.accept(s.restarting(node));
            }
        }
        if (lost >= 0 && s.gone() == 0) {
            next.accept(s.losing(lost));
        }
    }

    /** The write begins anywhere, reaches replica after replica, and is acknowledged when both sides have a quorum. */
    private void write(MovingState s) {
        MovingState.Write write = s.write();
        if (write.placed() < 0) {
            s.records().forEach(record -> next.accept(s.writing(new MovingState.Write(record, 0, false))));
            return;
        }
        if (write.isDone()) {
            return;
        }
        ReplicaSet place = world.place(write.placed());
        for (int node = 0; node < world.size(); node++) {
            NodeId id = world.id(node);
            if (s.isUp(node)
                    && place.isWritten(id)
                    && world.place(s.known(node)).isWritten(id)
                    && serves(s, node, write.placed())) {
                next.accept(s.storing(node, true).writing(write.ackedBy(node)));
            }
        }
        ReplicaSet other = place.other();
        if (isQuorum(place, write.acked()) && (other == null || isQuorum(other, write.acked()))) {
            next.accept(s.writing(write.done()));
        }
    }

    private boolean isQuorum(ReplicaSet owners, int acked) {
        return world.count(owners, acked) >= MovingWorld.quorum(owners);
    }

    /** The node joins the key's range from one owner, or says that it is complete. */
    private void fetch(MovingState s, int node) {
        int number = s.known(node);
        ClusterRecord record = world.record(number);
        NodeId self = world.id(node);
        RecordMember me = record.member(self);
        for (Transition transition : record.transitions().running()) {
            Handover handover = world.handover(number, transition);
            if (me == null || transition.isComplete(me) || !handover.fetchers().contains(self)) {
                continue;
            }
            if (fetchPieces(s, node, handover, transition.id())) {
                propose(s, newest -> TransitionSteps.complete(newest, transition.id(), self, me.memory()), s.wishes());
            }
        }
    }

    /** Whether the node has enough; all but the key's own piece is there at once. */
    private boolean fetchPieces(MovingState s, int node, Handover handover, long transition) {
        NodeId self = world.id(node);
        Handover.Standing standing = world.standing(s, -1);
        boolean isEnough = true;
        for (Handover.Piece piece : handover.pieces()) {
            if (!piece.isFetchedBy(self)) {
                continue;
            }
            boolean isKeys = world.isKeyIn(piece);
            Set<NodeId> had = world.ids(isKeys ? s.nodes().get(node).fetchedFor(transition) : ~s.down());
            isEnough &= handover.isEnough(piece, self, had, standing);
            if (isKeys) {
                for (RecordMember source : handover.wanted(piece, self, had, standing)) {
                    fetchFrom(s, node, world.index(source.id()), transition);
                }
            }
        }
        return isEnough;
    }

    private void fetchFrom(MovingState s, int node, int giver, long transition) {
        int number = s.known(node);
        if (s.isUp(giver)
                && serves(s, giver, number)
                && world.epoch(s.known(giver)) >= world.record(number).epoch()) {
            next.accept(s.fetching(node, giver, transition));
        }
    }

    /** The node takes a transition on, by the record that it knows, perhaps taking a living node for dead. */
    private void drive(MovingState s, int node) {
        int number = s.known(node);
        ClusterRecord record = world.record(number);
        if (record.member(world.id(node)) == null) {
            return;
        }
        for (Transition transition : record.transitions().running()) {
            Handover handover = world.handover(number, transition);
            boolean isFetching = transition.phase() == TransitionPhase.WRITE_BOTH;
            if ((!isFetching || handover.isComplete(record)) && mayTakeForKnown(s, handover)) {
                propose(
                        s,
                        newest -> isFetching
                                ? TransitionSteps.readNew(newest, transition.id())
                                : TransitionSteps.finish(newest, transition.id()),
                        s.wishes());
            }
        }
    }

    private boolean mayTakeForKnown(MovingState s, Handover handover) {
        Handover.EpochsKnown epochs = id -> world.epoch(s.known(world.index(id)));
        for (int mistaken = -1; mistaken < world.size(); mistaken++) {
            if (handover.isKnown(epochs, world.standing(s, mistaken))) {
                return true;
            }
        }
        return false;
    }

    private void erase(MovingState s, int node) {
        int number = s.known(node);
        NodeId self = world.id(node);
        Leftover leftover = world.record(number).transitions().leftover(self);
        if (leftover != null) {
            boolean keeps =
                    s.nodes().get(node).hasWrite() && world.place(number).isWritten(self);
            propose(
                    s.storing(node, keeps),
                    newest -> TransitionSteps.erased(newest, self, leftover.since()),
                    s.wishes());
        }
    }

    private void propose(MovingState s, UnaryOperator<ClusterRecord> step, int wishesDone) {
        ClusterRecord newest = world.record(s.newest());
        try {
            ClusterRecord after = step.apply(newest);
            int number = after.equals(newest) ? s.newest() : world.number(raised(after));
            next.accept(s.recorded(number, wishesDone));
        } catch (StarlingException refused) {
            // Nothing follows from it.
        }
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
    private void check(MovingState s) {
        if (!s.write().isDone()) {
            return;
        }
        for (int number : s.records()) {
            ReplicaSet place = world.place(number);
            int without = 0;
            for (RecordMember member : place.members()) {
                int node = world.index(member.id());
                boolean answers = s.isUp(node) && serves(s, node, number);
                without += answers && !s.nodes().get(node).hasWrite() ? 1 : 0;
            }
            if (without >= MovingWorld.quorum(place)) {
                throw new AssertionError(
                        "a read by epoch " + world.epoch(number) + " from " + place + " may miss the write of " + s
                                + "; newest " + world.record(s.newest()).transitions());
            }
        }
    }

    /** Whether a replica answers a request that this record placed. */
    private boolean serves(MovingState s, int node, int record) {
        return isPlanted || world.epoch(record) >= world.record(s.known(node)).placedAt();
    }
}
