package io.starlingdb.gossip;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.NodeId;
import java.util.ArrayList;
import java.util.List;

/** Puts messages together: each leaves in this node's name, numbered, with as much of the news as it may carry. */
final class Courier {

    private final Self self;
    private final MemberTable members;
    private final NewsQueue news;
    private final Outbox outbox;
    private final SwimRules rules;
    private long lastSequence;

    /** @param firstSequence random, so that answers to a former life are not mistaken for answers to this one */
    Courier(Self self, MemberTable members, NewsQueue news, Outbox outbox, SwimRules rules, long firstSequence) {
        this.self = self;
        this.members = members;
        this.news = news;
        this.outbox = outbox;
        this.rules = rules;
        this.lastSequence = firstSequence;
    }

    long nextSequence() {
        return ++lastSequence;
    }

    void ping(MemberEntry target, long sequence, long now) {
        outbox.send(target.endpoint, new Ping(self.id(), sequence, target.id, newsFor(target.id, now)));
    }

    /** Pings a node that need not be a member here. */
    void ping(Endpoint endpoint, NodeId target, long sequence) {
        outbox.send(endpoint, new Ping(self.id(), sequence, target, takeNews()));
    }

    void pingReq(MemberEntry helper, long sequence, MemberEntry target) {
        outbox.send(helper.endpoint, new PingReq(self.id(), sequence, target.id, target.endpoint, takeNews()));
    }

    /** Answers a ping in this node's own name. */
    void ack(Endpoint to, Ping ping, long now) {
        outbox.send(to, new Ack(self.id(), ping.sequence(), self.id(), newsFor(ping.from(), now)));
    }

    /** Passes an answer on. */
    void ack(Endpoint to, long sequence, NodeId present) {
        outbox.send(to, new Ack(self.id(), sequence, present, takeNews()));
    }

    void nack(Endpoint to, long sequence) {
        outbox.send(to, new Nack(self.id(), sequence));
    }

    void news(MemberEntry to) {
        outbox.send(to.endpoint, new News(self.id(), takeNews()));
    }

    void pushPull(Endpoint to, long sequence, boolean reply, long now) {
        outbox.send(to, new PushPull(self.id(), sequence, reply, view(now)));
    }

    /** Asks whether views differ. */
    void compare(Endpoint to, long sequence, long now) {
        outbox.send(to, new Compare(self.id(), sequence, ViewSums.of(view(now)), List.of(self.state())));
    }

    /** Sends what this node knows where its view differs, if it does. */
    void answer(Endpoint to, Compare compare, long now) {
        int differing = compare.sums().differingFrom(ViewSums.of(view(now)));
        if (differing != 0) {
            part(to, compare.sequence(), false, differing, now);
        }
    }

    void part(Endpoint to, long sequence, boolean reply, int buckets, long now) {
        List<MemberState> states = new ArrayList<>();
        for (MemberState state : view(now)) {
            if (ViewSums.isIn(buckets, state)) {
                states.add(state);
            }
        }
        outbox.send(to, new Part(self.id(), sequence, reply, buckets, states));
    }

    private List<MemberState> view(long now) {
        List<MemberState> states = new ArrayList<>(members.entries().size() + 1);
        states.add(self.state());
        members.entries().forEach(entry -> states.add(entry.state(now)));
        return states;
    }

    void refuse(Endpoint to, Conflict conflict) {
        outbox.send(to, new JoinRefused(self.id(), conflict));
    }

    private List<MemberState> takeNews() {
        return news.take(members.notDead() + 1);
    }

    /** Whoever is not held ALIVE here is told so first, so that it refutes without delay (Lifeguard, 2018, IV.C). */
    private List<MemberState> newsFor(NodeId receiver, long now) {
        List<MemberState> taken = takeNews();
        MemberEntry entry = members.get(receiver);
        if (!rules.buddies() || entry == null || entry.liveness == Liveness.ALIVE) {
            return taken;
        }
        List<MemberState> extended = new ArrayList<>();
        extended.add(entry.state(now));
        extended.addAll(taken);
        return extended;
    }
}
