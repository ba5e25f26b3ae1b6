package io.starlingdb.sim;

import io.starlingdb.kernel.Endpoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A world from one seed: virtual time, a network, and nodes with clocks and disks, all in one thread. Two worlds of one seed in which the
 * same is done go the same way, event by event: their {@link EventLog} hashes are equal.
 *
 * <p>A new world is without faults; tests bring them on, or let a {@link Nemesis} draw them, and {@link #heal} ends them all.
 */
public final class SimWorld {

    /** The most that monotonic clocks run fast or slow: 100 millionths, as bad quartz does. */
    private static final int DRIFT_MAX_PER_MILLION = 100;

    private final long seed;
    private final SimTime time = new SimTime();
    private final FaultCounts faults = new FaultCounts();
    private final EventLog log = new EventLog(time);
    private final List<SimNode> nodes = new ArrayList<>();
    private final SimNetwork network;

    public SimWorld(long seed) {
        this.seed = seed;
        this.network = new SimNetwork(this, random("network"));
    }

    public long seed() {
        return seed;
    }

    public SimTime time() {
        return time;
    }

    public SimNetwork network() {
        return network;
    }

    public EventLog log() {
        return log;
    }

    /** What has gone wrong so far, by kind. */
    public FaultCounts faults() {
        return faults;
    }

    /** A source of randomness of its own for each name: drawing from one does not disturb the others. */
    public RandomGenerator random(String name) {
        long mixed = seed;
        for (int i = 0; i < name.length(); i++) {
            mixed = (mixed ^ name.charAt(i)) * 0x100000001b3L;
        }
        return new SplittableRandom(mixed ^ (mixed >>> 32));
    }

    /** Adds a machine with an empty disk; nothing runs on it yet. */
    public SimNode addNode(Endpoint endpoint) {
        int index = nodes.size();
        RandomGenerator random = random("node-" + index);
        SimClock clock = new SimClock(
                time,
                faults,
                random.nextLong(Long.MAX_VALUE / 2),
                random.nextInt(-DRIFT_MAX_PER_MILLION, DRIFT_MAX_PER_MILLION + 1));
        SimNode node = new SimNode(this, index, endpoint, clock, new SimDisk(faults, random));
        nodes.add(node);
        network.add(node);
        return node;
    }

    /** Adds a machine that is reached at {@code n<index>:7000}. */
    public SimNode addNode() {
        return addNode(new Endpoint("n" + nodes.size(), 7000));
    }

    /** All machines, in the order in which they were added. */
    public List<SimNode> nodes() {
        return Collections.unmodifiableList(nodes);
    }

    /**
     * Ends what is wrong with the network and the wall clocks. Pauses run out by themselves; processes that are down stay down, lost disks
     * stay empty.
     */
    public void heal() {
        network.heal();
        for (SimNode node : nodes) {
            node.clock().setRight();
        }
        log.note("heal");
    }
}
