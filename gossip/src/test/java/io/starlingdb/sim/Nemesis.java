package io.starlingdb.sim;

import io.starlingdb.kernel.Cancellable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Brings faults over a world at random moments (the name is Jepsen's): partitions, crashes with and without loss, pauses, clock jumps, and
 * all the time a bad network. What it breaks it mends after a while; {@link #end} mends everything.
 */
public final class Nemesis {

    private final SimWorld world;
    private final NemesisOptions options;
    private final NemesisTarget target;
    private final RandomGenerator random;

    /** In the order in which they went down. */
    private final Set<SimNode> down = new LinkedHashSet<>();

    private @Nullable Cancellable nextStrike;

    public Nemesis(SimWorld world, NemesisOptions options, NemesisTarget target) {
        this.world = world;
        this.options = options;
        this.target = target;
        this.random = world.random("nemesis");
    }

    /** Makes the network bad and the wall clocks wrong, and strikes from now on. */
    public void begin() {
        world.network().faults(options.network());
        world.nodes().forEach(node -> node.clock().skew(drawSkew()));
        planStrike();
    }

    /** Strikes no more, and mends all: the world is healed and every process that went down by its doing runs again. */
    public void end() {
        if (nextStrike != null) {
            nextStrike.cancel();
            nextStrike = null;
        }
        List.copyOf(down).forEach(this::restart);
        world.heal(); // afterwards: a machine that comes back may do so with a wrong clock
    }

    private void planStrike() {
        if (!options.strikes().isEmpty()) {
            long pause = (long) (random.nextExponential() * options.pauseMeanNanos());
            nextStrike = world.time().after(pause, () -> {
                strike(options.strikes().get(random.nextInt(options.strikes().size())));
                planStrike();
            });
        }
    }

    private void strike(Strike strike) {
        SimNode victim = world.nodes().get(random.nextInt(world.nodes().size()));
        long length = random.nextLong(options.lengthMaxNanos());
        switch (strike) {
            case PARTITION -> partition(true, length);
            case PARTITION_ONE_WAY -> partition(false, length);
            case KILL -> kill(victim, length, false, false);
            case POWER_LOSS -> kill(victim, length, true, false);
            case DISK_LOSS -> kill(victim, length, true, true);
            case CLOCK_JUMP -> victim.clock().skew(drawSkew());
            case PAUSE -> victim.pause(length);
        }
    }

    private void partition(boolean bothWays, long length) {
        List<SimNode> one = new ArrayList<>();
        List<SimNode> other = new ArrayList<>();
        world.nodes().forEach(node -> (random.nextBoolean() ? one : other).add(node));
        if (bothWays) {
            world.network().partition(one, other);
        } else {
            world.network().partitionOneWay(one, other);
        }
        world.log().note((bothWays ? "partition " : "one-way partition ") + indexes(one) + indexes(other));
        world.time().after(length, () -> {
            world.network().reconnect();
            world.log().note("reconnect");
        });
    }

    private void kill(SimNode victim, long length, boolean loseUnsynced, boolean loseDisk) {
        if (!victim.isUp() || down.size() >= options.downMax() || (loseDisk && !target.mayLoseDisk(victim))) {
            return;
        }
        down.add(victim);
        target.kill(victim, loseUnsynced);
        if (loseDisk) {
            victim.disk().wipe();
            world.log().note("disk loss " + victim.index());
        }
        world.time().after(length, () -> restart(victim));
    }

    private void restart(SimNode node) {
        if (down.remove(node)) {
            world.log().note("restart " + node.index());
            target.restart(node);
        }
    }

    private long drawSkew() {
        return random.nextLong(-options.skewMaxMicros(), options.skewMaxMicros() + 1);
    }

    private static List<Integer> indexes(List<SimNode> nodes) {
        return nodes.stream().map(SimNode::index).toList();
    }
}
