package io.starlingdb.gossip;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.NodeId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Membership without IO: time comes in with {@link #tick}, messages with {@link #receive}, and what is to be done goes into the
 * {@link Outbox}. Deterministic: same calls, same random source, same results.
 *
 * <p>The protocol is SWIM (Das, Gupta, Motivala, DSN 2002) with Lifeguard's three refinements (Dadgar, Phillips, Currey, DSN-W 2018). Each
 * node probes one member at a time ({@link Prober}), others help when it gets no answer ({@link ProbeRelays}); who fails is SUSPECT and has
 * some seconds to refute, by a higher incarnation ({@link SuspicionTimer}); news ride on probes and on messages of their own while there are
 * any ({@link NewsQueue}); full states are exchanged at the start and with whoever comes back, and views compared periodically ({@link Contacts}, {@link ViewSums}). A node that
 * has reason to doubt itself slows down ({@link LocalHealth}), and one that stood still does not judge by deadlines that passed meanwhile.
 *
 * <p>Times are nanoseconds since any moment before the start, not negative.
 */
final class Swim {

    /** A conflict is told at most once in this time. */
    private static final long CONFLICT_INTERVAL_NANOS = 1_000_000_000L;

    private final Self self;
    private final GossipOptions options;
    private final SwimRules rules;
    private final RandomGenerator random;
    private final Outbox outbox = new Outbox();
    private final NewsQueue news;
    private final MemberTable members;
    private final Courier courier;
    private final LocalHealth health;
    private final Prober prober;
    private final ProbeRelays relays;
    private final Contacts contacts;
    private long nextNewsNanos;
    private long nextConflictNanos;
    private long refusedUntilNanos;

    Swim(Self self, GossipOptions options, RandomGenerator random) {
        this(self, options, random, SwimRules.SOUND);
    }

    Swim(Self self, GossipOptions options, RandomGenerator random, SwimRules rules) {
        this.rules = rules;
        this.self = self;
        this.options = options;
        this.random = random;
        this.news = new NewsQueue(options.spreading().retransmissions());
        this.members = new MemberTable(self, options, news, outbox);
        this.courier = new Courier(self, members, news, outbox, rules, random.nextLong(1L << 40));
        this.health = new LocalHealth(options.probing().localHealthMax());
        this.prober = new Prober(options.probing(), members, courier, health, random);
        this.relays = new ProbeRelays(options.probing(), courier);
        this.contacts = new Contacts(options.spreading(), self, members, courier, random);
        news.add(self.state());
    }

    Outbox outbox() {
        return outbox;
    }

    Member self() {
        return self.member();
    }

    List<Member> members() {
        List<Member> all = new ArrayList<>(members.entries().size() + 1);
        all.add(self.member());
        members.entries().forEach(entry -> all.add(entry.member()));
        all.sort((one, other) -> one.id().compareTo(other.id()));
        return all;
    }

    @Nullable
    Member member(NodeId id) {
        if (id.equals(self.id())) {
            return self.member();
        }
        MemberEntry entry = members.get(id);
        return entry == null ? null : entry.member();
    }

    /** How much this node doubts itself: 0 when all is well. */
    int doubt() {
        return health.doubt();
    }

    void state(String fact, String value) {
        if (self.state(fact, value)) {
            selfChanged();
            Member member = self.member();
            outbox.tell(listener -> listener.factsChanged(member));
        }
    }

    /** Begins to probe and to contact. */
    void start(Collection<Endpoint> seeds, long now) {
        prober.start(now);
        contacts.start(now);
        contact(seeds, now);
    }

    void contact(Collection<Endpoint> endpoints, long now) {
        endpoints.forEach(endpoint -> contacts.addSeed(endpoint, now));
    }

    void probeSoon(Endpoint endpoint, long now) {
        MemberEntry entry = members.holderOf(endpoint);
        if (entry != null && !self.hasLeft()) {
            prober.probeSoon(entry, now);
        }
    }

    void forget(NodeId id) {
        if (!id.equals(self.id())) {
            members.forget(id);
        }
    }

    /** Says goodbye to all; this node is silent from now on. */
    void leave() {
        if (!self.hasLeft()) {
            self.leave();
            selfChanged();
            members.pickLiving(Integer.MAX_VALUE, random)
                    .forEach(entry -> outbox.send(entry.endpoint, new News(self.id(), List.of(self.state()))));
        }
    }

    /** When {@link #tick} is to be called again; {@code Long.MAX_VALUE} for never. */
    long nextTickNanos() {
        if (self.hasLeft()) {
            return Long.MAX_VALUE;
        }
        long next = Math.min(prober.nextTickNanos(), contacts.nextTickNanos());
        next = Math.min(next, Math.min(relays.nextTickNanos(), members.nextSuspicionNanos()));
        return news.isEmpty() || members.notDead() == 0 ? next : Math.min(next, nextNewsNanos);
    }

    void tick(long now) {
        if (self.hasLeft()) {
            return;
        }
        allowForPause(now);
        prober.tick(now);
        relays.tick(now);
        members.expireSuspicions(now);
        contacts.tick(now);
        if (nextNewsNanos <= now && !news.isEmpty()) {
            nextNewsNanos = now + options.spreading().intervalNanos();
            members.pickLiving(options.spreading().fanout(), random).forEach(courier::news);
        }
    }

    void receive(Endpoint from, GossipMessage message, long now) {
        if (self.hasLeft()) {
            return;
        }
        if (message.from().equals(self.id())) {
            fromOwnId(from, message, now);
            return;
        }
        for (MemberState state : message.news()) {
            merge(from, message, state, now);
        }
        noteSender(from, message.from(), now);
        if (message instanceof Ping ping) {
            courier.ack(from, ping, now);
        } else if (message instanceof PingReq request) {
            relays.onPingReq(from, request, now);
        } else if (message instanceof Ack ack) {
            prober.onAck(ack.sequence(), ack.present(), now);
            relays.onAck(ack.sequence(), ack.present());
        } else if (message instanceof Nack nack) {
            prober.onNack(nack.sequence());
        } else if (message instanceof PushPull pushPull) {
            onPushPull(from, pushPull, now);
        } else if (message instanceof Compare compare) {
            courier.answer(from, compare, now);
        } else if (message instanceof Part part && !part.reply()) {
            courier.part(from, part.sequence(), true, part.buckets(), now);
        } else if (message instanceof JoinRefused refused) {
            onRefusal(from, refused.conflict(), now);
        }
    }

    private void noteSender(Endpoint from, NodeId sender, long now) {
        MemberEntry entry = members.get(sender);
        if (entry != null && entry.endpoint.equals(from)) {
            entry.heardNanos = now;
        } else if (entry == null && !members.isForgotten(sender)) {
            contacts.addStranger(from, now);
        }
    }

    /** A tick that comes much too late means that this node stood still: what it waits for may wait to be read here. */
    private void allowForPause(long now) {
        long lateNanos = now - Math.min(prober.nextTickNanos(), members.nextSuspicionNanos());
        if (rules.pauses() && lateNanos > options.probing().timeoutNanos() / 2) {
            health.worsen(1);
            prober.shift(lateNanos);
            members.shiftSuspicions(lateNanos);
        }
    }

    private void merge(Endpoint from, GossipMessage message, MemberState state, long now) {
        if (state.id().equals(self.id())) {
            aboutSelf(state, now);
            return;
        }
        boolean firstHand = state.id().equals(message.from());
        Conflict conflict = members.merge(doubtDeath(message, state, now), firstHand, now);
        if (conflict == null) {
            return;
        }
        tellConflict(conflict, now);
        probeSoon(conflict.held(), now);
        if (firstHand) {
            courier.refuse(from, conflict);
        }
    }

    /**
     * A death that others declare is only a suspicion here if this node knows better, having heard from the member within the shortest time
     * that it takes to die; or if it comes with a full state, as that may be from the other side of a partition, where all of this side were
     * declared dead. Whoever lives refutes at once. (SWIM believes every death; then one node that receives nothing makes all others flap.)
     */
    private MemberState doubtDeath(GossipMessage message, MemberState state, long now) {
        MemberEntry entry = members.get(state.id());
        if (!rules.doubts()
                || state.liveness() != Liveness.DEAD
                || state.isByItself()
                || entry == null
                || entry.isDead()) {
            return state;
        }
        boolean heard = now - entry.heardNanos < options.suspicion().minNanos();
        return heard || message instanceof PushPull || message instanceof Part
                ? state.as(Liveness.SUSPECT, message.from())
                : state;
    }

    private void aboutSelf(MemberState state, long now) {
        boolean elsewhere = !state.endpoint().equals(self.endpoint());
        boolean topped = state.isLaterThan(self.incarnation(), Liveness.ALIVE);
        if (elsewhere && state.incarnation() >= self.incarnation()) {
            tellConflict(
                    new Conflict(Conflict.Kind.DUPLICATE_ID, self.id(), self.endpoint(), state.id(), state.endpoint()),
                    now);
            if (now < refusedUntilNanos) {
                return; // the others hold the other one: topping each other would never end
            }
        }
        if (topped || (elsewhere && state.incarnation() == self.incarnation())) {
            if (state.liveness() != Liveness.ALIVE) {
                health.worsen(1);
            }
            self.refute(state.incarnation());
            selfChanged();
        }
    }

    private void onPushPull(Endpoint from, PushPull message, long now) {
        if (message.reply()) {
            contacts.onReply(message.sequence());
        } else {
            courier.pushPull(from, message.sequence(), true, now);
        }
    }

    private void onRefusal(Endpoint from, Conflict conflict, long now) {
        if (conflict.claimant().equals(self.id())) {
            refusedUntilNanos = now + 5 * options.spreading().reconnectIntervalNanos();
            contacts.onRefusal(from);
            tellConflict(conflict, now);
        }
    }

    /** Its own message through another name of this node, or somebody who has the same id. */
    private void fromOwnId(Endpoint from, GossipMessage message, long now) {
        if (message instanceof JoinRefused refused) {
            onRefusal(from, refused.conflict(), now);
        } else if (!from.equals(self.endpoint())) {
            Conflict conflict = new Conflict(Conflict.Kind.DUPLICATE_ID, self.id(), from, self.id(), self.endpoint());
            tellConflict(conflict, now);
            if (now >= refusedUntilNanos) {
                courier.refuse(from, conflict);
            }
        } else if (message instanceof PushPull pushPull) {
            contacts.onOwn(pushPull.sequence());
        }
    }

    private void selfChanged() {
        news.add(self.state());
    }

    private void tellConflict(Conflict conflict, long now) {
        if (nextConflictNanos <= now) {
            nextConflictNanos = now + CONFLICT_INTERVAL_NANOS;
            outbox.tell(listener -> listener.conflict(conflict));
        }
    }
}
