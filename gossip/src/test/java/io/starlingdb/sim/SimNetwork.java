package io.starlingdb.sim;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.Lane;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The network of a world. Between any two nodes and on each lane frames take some tenths of a millisecond and keep their order, unless
 * {@link NetworkFaults} or a partition interfere. Frames in flight when their sender dies still arrive; those that arrive at a dead process
 * are lost; those that arrive at its next life are delivered to it.
 */
public final class SimNetwork {

    private static final int LANES = Lane.values().length;

    /** The shortest way. */
    private static final long LATENCY_MIN_NANOS = 100_000;

    /** What chance adds to the shortest way. */
    private static final int LATENCY_SPREAD_NANOS = 300_000;

    private final SimWorld world;
    private final RandomGenerator random;
    private final Map<Endpoint, SimNode> nodes = new HashMap<>();
    private Link[][] links = new Link[0][0];
    private NetworkFaults faults = NetworkFaults.NONE;
    private double anyFault;

    SimNetwork(SimWorld world, RandomGenerator random) {
        this.world = world;
        this.random = random;
    }

    /** From now on frames suffer these mishaps. */
    public void faults(NetworkFaults newFaults) {
        faults = newFaults;
        anyFault = faults.loss() + faults.duplicate() + faults.reorder() + faults.delay();
    }

    /** No frame passes between a node of the one group and a node of the other, either way. */
    public void partition(Collection<SimNode> one, Collection<SimNode> other) {
        block(one, other, FaultKind.PARTITION);
        block(other, one, FaultKind.PARTITION);
    }

    /** No frame passes from a node of the first group to a node of the second; the other way they do. */
    public void partitionOneWay(Collection<SimNode> senders, Collection<SimNode> receivers) {
        block(senders, receivers, FaultKind.PARTITION_ONE_WAY);
    }

    /** Ends all partitions. */
    public void reconnect() {
        for (Link[] row : links) {
            for (Link link : row) {
                link.blocked = null;
            }
        }
    }

    /** Ends all partitions and mishaps. Frames that were held up still arrive late. */
    public void heal() {
        reconnect();
        faults(NetworkFaults.NONE);
    }

    void add(SimNode node) {
        if (nodes.putIfAbsent(node.endpoint(), node) != null) {
            throw new IllegalArgumentException(node.endpoint() + " is taken");
        }
        int size = node.index() + 1;
        Link[][] grown = new Link[size][size];
        for (int from = 0; from < size; from++) {
            for (int to = 0; to < size; to++) {
                grown[from][to] = from < size - 1 && to < size - 1 ? links[from][to] : new Link();
            }
        }
        links = grown;
    }

    void send(SimNode from, Endpoint endpoint, Lane lane, byte[] frame) {
        SimNode to = nodes.get(endpoint);
        if (to == null) {
            return;
        }
        Link link = links[from.index()][to.index()];
        if (link.blocked != null) {
            world.faults().add(link.blocked);
            return;
        }
        long latency = LATENCY_MIN_NANOS + random.nextInt(LATENCY_SPREAD_NANOS);
        if (anyFault > 0) {
            double drawn = random.nextDouble();
            if (drawn < anyFault) {
                mishap(drawn, link, new Delivery(this, from, to, lane, frame), latency);
                return;
            }
        }
        sendInOrder(link, new Delivery(this, from, to, lane, frame), latency);
    }

    private void mishap(double drawn, Link link, Delivery delivery, long latency) {
        double rest = drawn - faults.loss();
        if (rest < 0) {
            world.faults().add(FaultKind.DROP);
            return;
        }
        long extra = random.nextLong(faults.delayMaxNanos());
        if ((rest -= faults.duplicate()) < 0) {
            sendInOrder(link, delivery, latency);
            Delivery again = new Delivery(this, delivery.from, delivery.to, delivery.lane, delivery.frame);
            again.repeated = true;
            world.time().add(again, latency + extra);
        } else if ((rest -= faults.reorder()) < 0) {
            delivery.number = ++link.sent[delivery.lane.ordinal()];
            world.time().add(delivery, latency + extra);
        } else {
            world.faults().add(FaultKind.DELAY);
            sendInOrder(link, delivery, latency + extra);
        }
    }

    /** Frames of one lane leave one after another: none arrives before the one ahead of it. */
    private void sendInOrder(Link link, Delivery delivery, long latency) {
        int lane = delivery.lane.ordinal();
        long now = world.time().nowNanos();
        long arrival = Math.max(now + latency, link.lastArrivalNanos[lane]);
        link.lastArrivalNanos[lane] = arrival;
        delivery.number = ++link.sent[lane];
        world.time().add(delivery, arrival - now);
    }

    private void block(Collection<SimNode> senders, Collection<SimNode> receivers, FaultKind kind) {
        for (SimNode from : senders) {
            for (SimNode to : receivers) {
                if (from != to) {
                    links[from.index()][to.index()].blocked = kind;
                }
            }
        }
    }

    private void deliver(Delivery delivery) {
        FrameReceiver receiver = delivery.to.receiver();
        if (receiver == null || delivery.to.postponeWhilePaused(delivery)) {
            return;
        }
        if (delivery.repeated) {
            world.faults().add(FaultKind.DUPLICATE);
        } else if (links[delivery.from.index()][delivery.to.index()].overtaken(delivery)) {
            world.faults().add(FaultKind.REORDER);
        }
        world.log().frame(delivery.from, delivery.to, delivery.frame);
        receiver.receive(delivery.from.endpoint(), delivery.frame);
    }

    /** One direction between two nodes. */
    private static final class Link {
        private final long[] lastArrivalNanos = new long[LANES];
        private final long[] sent = new long[LANES];
        private final long[] arrived = new long[LANES];
        private @Nullable FaultKind blocked;

        boolean overtaken(Delivery delivery) {
            int lane = delivery.lane.ordinal();
            if (delivery.number < arrived[lane]) {
                return true;
            }
            arrived[lane] = delivery.number;
            return false;
        }
    }

    /** A frame on its way. */
    private static final class Delivery extends SimEvent {
        private final SimNetwork network;
        private final SimNode from;
        private final SimNode to;
        private final Lane lane;
        private final byte[] frame;
        private long number;
        private boolean repeated;

        Delivery(SimNetwork network, SimNode from, SimNode to, Lane lane, byte[] frame) {
            this.network = network;
            this.from = from;
            this.to = to;
            this.lane = lane;
            this.frame = frame;
        }

        @Override
        void happen() {
            network.deliver(this);
        }
    }
}
