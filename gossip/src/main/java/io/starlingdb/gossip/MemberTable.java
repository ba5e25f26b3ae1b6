package io.starlingdb.gossip;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.NodeId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The other members, and the rules by which news about them are merged: later states replace earlier ones (see {@link MemberState}), what is
 * new is told on, and nobody takes an id or an endpoint from a node that is not dead.
 */
final class MemberTable {

    /** Ids beyond this many are no longer barred from coming back; the cluster record refuses them anyway. */
    private static final int FORGOTTEN_MAX = 4096;

    private final Self self;
    private final GossipOptions options;
    private final NewsQueue news;
    private final Outbox outbox;
    private final MemberIndex entries = new MemberIndex();
    private final Set<NodeId> forgotten = new HashSet<>();

    MemberTable(Self self, GossipOptions options, NewsQueue news, Outbox outbox) {
        this.self = self;
        this.options = options;
        this.news = news;
        this.outbox = outbox;
    }

    @Nullable
    MemberEntry get(NodeId id) {
        return entries.get(id);
    }

    /** All other members, in order of ids. */
    Collection<MemberEntry> entries() {
        return entries.all();
    }

    boolean isForgotten(NodeId id) {
        return forgotten.contains(id);
    }

    int notDead() {
        return entries.notDead();
    }

    /** The member, not dead, that is reached there; null if there is none. */
    @Nullable
    MemberEntry holderOf(Endpoint endpoint) {
        return entries.holderOf(endpoint);
    }

    /** So many members that fit, each equally likely; fewer if there are not as many. */
    List<MemberEntry> pick(int count, Predicate<MemberEntry> fits, RandomGenerator random) {
        List<MemberEntry> picked = new ArrayList<>();
        entries.all().stream().filter(fits).forEach(picked::add);
        for (int i = 0; i < Math.min(count, picked.size()); i++) {
            int other = random.nextInt(i, picked.size());
            MemberEntry swapped = picked.get(other);
            picked.set(other, picked.get(i));
            picked.set(i, swapped);
        }
        return picked.subList(0, Math.min(count, picked.size()));
    }

    /** The same among all that are not dead, without looking at each. */
    List<MemberEntry> pickLiving(int count, RandomGenerator random) {
        List<MemberEntry> living = entries.living();
        Map<Integer, MemberEntry> moved = new HashMap<>(); // what a shuffle would have put there
        List<MemberEntry> picked = new ArrayList<>();
        for (int i = 0; i < Math.min(count, living.size()); i++) {
            int other = random.nextInt(i, living.size());
            picked.add(moved.getOrDefault(other, living.get(other)));
            moved.put(other, moved.getOrDefault(i, living.get(i)));
        }
        return picked;
    }

    /**
     * Merges what somebody says about another member than this node.
     *
     * @param firstHand whether the member says so itself: then it does exist where it says, even if that is old news
     * @return why it was refused, or null
     */
    @Nullable
    Conflict merge(MemberState state, boolean firstHand, long now) {
        if (forgotten.contains(state.id())) {
            return null;
        }
        MemberEntry entry = entries.get(state.id());
        Conflict conflict = conflict(entry, state, firstHand);
        if (conflict != null) {
            return state.liveness() == Liveness.ALIVE ? conflict : null;
        }
        if (entry == null) {
            admit(state, now);
        } else {
            update(entry, state, now);
        }
        return null;
    }

    /** This node found the member failing. */
    void suspect(MemberEntry entry, long now) {
        if (!entry.isDead()) {
            merge(entry.state(now).as(Liveness.SUSPECT, self.id()), false, now);
        }
    }

    /** Declares those dead that have not refuted in time. */
    void expireSuspicions(long now) {
        for (MemberEntry entry : List.copyOf(entries.suspects())) {
            SuspicionTimer suspicion = entry.suspicion;
            if (suspicion != null && suspicion.deadlineNanos() <= now) {
                merge(entry.state(now).as(Liveness.DEAD, self.id()), false, now);
            }
        }
    }

    /** When the next suspicion runs out; {@code Long.MAX_VALUE} if there is none. */
    long nextSuspicionNanos() {
        long next = Long.MAX_VALUE;
        for (MemberEntry entry : entries.suspects()) {
            if (entry.suspicion != null) {
                next = Math.min(next, entry.suspicion.deadlineNanos());
            }
        }
        return next;
    }

    /** This node stood still for a while: suspects could not refute meanwhile. */
    void shiftSuspicions(long nanos) {
        for (MemberEntry entry : entries.suspects()) {
            if (entry.suspicion != null) {
                entry.suspicion.shift(nanos);
            }
        }
    }

    /** Drops a member, and whatever is said about it from now on. */
    void forget(NodeId id) {
        if (forgotten.size() < FORGOTTEN_MAX) {
            forgotten.add(id);
        }
        drop(id);
    }

    /** Drops members that have been dead too long, and the longest dead if there are too many. */
    void dropLongDead(long now) {
        for (MemberEntry entry : List.copyOf(entries.all())) {
            if (entry.isDead() && !isWorthKeeping(entry, now)) {
                drop(entry.id);
            }
        }
    }

    /** By age, which all nodes agree on: what one has dropped, the others do not bring back. */
    private boolean isWorthKeeping(MemberEntry dead, long now) {
        long later = entries.all().stream()
                .filter(other -> other != dead && other.isDead() && other.sinceNanos >= dead.sinceNanos)
                .count();
        return later < options.bounds().deadKeptMax()
                && now - dead.sinceNanos <= options.bounds().deadKeptNanos();
    }

    private void drop(NodeId id) {
        MemberEntry dropped = entries.remove(id);
        news.remove(id);
        if (dropped != null) {
            Member member = dropped.member();
            outbox.tell(listener -> listener.forgotten(member));
        }
    }

    private void admit(MemberState state, long now) {
        MemberEntry entry = new MemberEntry(state, now);
        if (entries.all().size() >= options.bounds().membersMax() || (entry.isDead() && !isWorthKeeping(entry, now))) {
            return;
        }
        entries.add(entry);
        startOrStopSuspicion(entry, now);
        news.add(entry.state(now));
        tell(entry, Liveness.DEAD, false, true);
    }

    private void update(MemberEntry entry, MemberState state, long now) {
        boolean later = state.isLaterThan(entry.incarnation, entry.liveness);
        boolean newFacts = state.facts().version() > entry.facts.version();
        if (newFacts) {
            entry.take(state.facts());
        }
        Liveness before = entry.liveness;
        boolean restarted = Member.startOf(state.incarnation()) > Member.startOf(entry.incarnation);
        if (later) {
            entries.change(entry, () -> entry.take(state, now));
            startOrStopSuspicion(entry, now);
        }
        if (later || newFacts) {
            news.add(entry.state(now));
            tell(entry, before, later && restarted, newFacts);
        } else if (isConfirmation(entry, state)) {
            news.add(entry.state(now).as(Liveness.SUSPECT, state.by()));
        }
    }

    private static boolean isConfirmation(MemberEntry entry, MemberState state) {
        return entry.suspicion != null
                && state.liveness() == Liveness.SUSPECT
                && state.incarnation() == entry.incarnation
                && entry.suspicion.confirm(state.by());
    }

    private void startOrStopSuspicion(MemberEntry entry, long now) {
        if (entry.liveness == Liveness.SUSPECT) {
            entry.suspicion = new SuspicionTimer(options.suspicion(), entry.by, entries.alive(), now);
        } else {
            entry.suspicion = null;
        }
    }

    private void tell(MemberEntry entry, Liveness before, boolean restarted, boolean newFacts) {
        Member member = entry.member();
        if (restarted) {
            outbox.tell(listener -> listener.restarted(member));
        }
        if (member.liveness() != before) {
            outbox.tell(listener -> listener.livenessChanged(member, before));
        }
        if (newFacts) {
            outbox.tell(listener -> listener.factsChanged(member));
        }
    }

    private @Nullable Conflict conflict(@Nullable MemberEntry known, MemberState state, boolean firstHand) {
        Endpoint claimed = state.endpoint();
        boolean isNews = firstHand || known == null || state.isLaterThan(known.incarnation, known.liveness);
        if (!isNews || (known != null && known.endpoint.equals(claimed)) || state.liveness() == Liveness.DEAD) {
            return null;
        }
        if (known != null && !known.isDead()) {
            return new Conflict(Conflict.Kind.DUPLICATE_ID, state.id(), claimed, known.id, known.endpoint);
        }
        MemberEntry holder = holderOf(claimed);
        if (holder != null) {
            return new Conflict(Conflict.Kind.DUPLICATE_ENDPOINT, state.id(), claimed, holder.id, claimed);
        }
        if (claimed.equals(self.endpoint())) {
            return new Conflict(Conflict.Kind.DUPLICATE_ENDPOINT, state.id(), claimed, self.id(), claimed);
        }
        return null;
    }
}
