package io.starlingdb.gossip;

import io.starlingdb.kernel.NodeId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * This node's own probes (SWIM, 2002, 3.1 and 4.3): members take turns in an order of their own on each node, new ones at a random place, so
 * that each is probed once in a round. A probe that is not acknowledged in time is repeated, directly and through some others; if that too
 * fails, the member is suspected.
 *
 * <p>Rounds are not shuffled again, as SWIM does: that lets two probes of one member lie nearly two rounds apart, which in a cluster of three
 * nodes is most of the detection time.
 */
final class Prober {

    private final GossipOptions.Probing options;
    private final MemberTable members;
    private final Courier courier;
    private final LocalHealth health;
    private final RandomGenerator random;
    private final List<NodeId> order = new ArrayList<>();
    private final Map<Long, Probe> inFlight = new LinkedHashMap<>();
    private int turn;
    private long nextProbeNanos;

    Prober(
            GossipOptions.Probing options,
            MemberTable members,
            Courier courier,
            LocalHealth health,
            RandomGenerator random) {
        this.options = options;
        this.members = members;
        this.courier = courier;
        this.health = health;
        this.random = random;
    }

    void start(long now) {
        nextProbeNanos = now + random.nextLong(options.intervalNanos());
    }

    void tick(long now) {
        for (Probe probe : List.copyOf(inFlight.values())) {
            if (probe.deadlineNanos <= now) {
                unanswered(probe, now);
            }
        }
        if (nextProbeNanos <= now) {
            nextProbeNanos = now + health.stretch(options.intervalNanos());
            MemberEntry target = nextTarget();
            if (target != null) {
                probe(target, now);
            }
        }
    }

    long nextTickNanos() {
        long next = nextProbeNanos;
        for (Probe probe : inFlight.values()) {
            next = Math.min(next, probe.deadlineNanos);
        }
        return next;
    }

    /** Probes the member now, unless a probe of it is under way. */
    void probeSoon(MemberEntry target, long now) {
        if (!target.isDead() && inFlight.values().stream().noneMatch(probe -> probe.target == target)) {
            probe(target, now);
        }
    }

    /**
     * An answer came.
     *
     * @param present who is at the endpoint that was pinged
     */
    void onAck(long sequence, NodeId present, long now) {
        Probe probe = inFlight.remove(sequence);
        if (probe == null) {
            return;
        }
        if (present.equals(probe.target.id)) {
            health.improve();
        } else {
            members.suspect(probe.target, now); // another node answers there: this one is gone for certain
        }
    }

    void onNack(long sequence) {
        Probe probe = inFlight.get(sequence);
        if (probe != null) {
            probe.nacks++;
        }
    }

    /** This node stood still for a while: answers may have come that it has not seen yet. */
    void shift(long nanos) {
        for (Probe probe : inFlight.values()) {
            probe.deadlineNanos += nanos;
        }
    }

    private void probe(MemberEntry target, long now) {
        Probe probe = new Probe(courier.nextSequence(), target, now + health.stretch(options.timeoutNanos()));
        inFlight.put(probe.sequence, probe);
        courier.ping(target, probe.sequence, now);
    }

    private void unanswered(Probe probe, long now) {
        MemberEntry target = probe.target;
        if (members.get(target.id) != target || target.isDead()) {
            inFlight.remove(probe.sequence);
        } else if (!probe.indirect) {
            probe.indirect = true;
            probe.deadlineNanos = now + health.stretch(options.timeoutNanos());
            courier.ping(target, probe.sequence, now);
            List<MemberEntry> helpers = members.pick(
                    options.indirect(), other -> other != target && other.liveness == Liveness.ALIVE, random);
            probe.helpers = helpers.size();
            for (MemberEntry helper : helpers) {
                courier.pingReq(helper, probe.sequence, target);
            }
        } else if (target.incarnation != probe.incarnation) {
            inFlight.remove(probe.sequence); // it was started again, or has spoken, since the probe began
        } else {
            inFlight.remove(probe.sequence);
            health.worsen(probe.helpers == 0 ? 1 : probe.helpers - Math.min(probe.helpers, probe.nacks));
            members.suspect(target, now);
        }
    }

    private @Nullable MemberEntry nextTarget() {
        if (turn >= order.size()) {
            turn = 0;
            beginRound();
        }
        while (turn < order.size()) {
            MemberEntry target = members.get(order.get(turn++));
            if (target != null && !target.isDead()) {
                return target;
            }
        }
        return null;
    }

    /** Lets those go that are gone, and puts those in that are new. */
    private void beginRound() {
        for (Iterator<NodeId> ids = order.iterator(); ids.hasNext(); ) {
            MemberEntry entry = members.get(ids.next());
            if (entry == null || entry.isDead()) {
                ids.remove();
            }
        }
        for (MemberEntry entry : members.entries()) {
            if (!entry.isDead() && !order.contains(entry.id)) {
                order.add(random.nextInt(order.size() + 1), entry.id);
            }
        }
    }

    private static final class Probe {
        private final long sequence;
        private final MemberEntry target;
        private final long incarnation;
        private long deadlineNanos;
        private boolean indirect;
        private int helpers;
        private int nacks;

        Probe(long sequence, MemberEntry target, long deadlineNanos) {
            this.sequence = sequence;
            this.target = target;
            this.incarnation = target.incarnation;
            this.deadlineNanos = deadlineNanos;
        }
    }
}
