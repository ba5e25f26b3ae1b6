package io.starlingdb.gossip;

import static io.starlingdb.gossip.GossipCluster.MILLI;
import static io.starlingdb.gossip.GossipCluster.SECOND;

import io.starlingdb.sim.NetworkFaults;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Large clusters that probe once a second: what gossip costs, how fast it is, and how often it is wrong. */
final class GossipScale {
    private static final GossipOptions ONE_PROBE_A_SECOND =
            GossipOptions.DEFAULTS.withProbing(new GossipOptions.Probing(SECOND, 500 * MILLI, 3, 8));

    /** SWIM as it was before Lifeguard: one length of suspicion, no doubt in oneself. */
    private static final GossipOptions PLAIN = ONE_PROBE_A_SECOND
            .withProbing(new GossipOptions.Probing(SECOND, 500 * MILLI, 3, 0))
            .withSuspicion(new GossipOptions.Suspicion(2_500 * MILLI, 2_500 * MILLI));

    /** A cost of so many times the natural logarithm of the size is allowed; ten members cost 162 bytes a second each. */
    static final double BYTES_PER_LOG_OF_SIZE = 75;

    private static final long PAUSE_NANOS = 10 * SECOND;

    private final GossipCluster cluster;

    private GossipScale(GossipCluster cluster) {
        this.cluster = cluster;
    }

    static GossipScale withLifeguard(long seed, int nodes) {
        return new GossipScale(new GossipCluster(seed, nodes, ONE_PROBE_A_SECOND)).formed();
    }

    static GossipScale withoutLifeguard(long seed, int nodes) {
        return new GossipScale(new GossipCluster(seed, nodes, PLAIN, SwimRules.PLAIN)).formed();
    }

    private GossipScale formed() {
        cluster.startAll();
        for (int seconds = 0; !isWhole(); seconds++) {
            if (seconds == 600) {
                throw new AssertionError("the members do not find each other");
            }
            cluster.run(SECOND);
        }
        cluster.run(60 * SECOND); // until all is told
        cluster.events.clear();
        return this;
    }

    private boolean isWhole() {
        for (int i = 0; i < cluster.size(); i++) {
            if (cluster.gossip(i).members().size() < cluster.size()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Bytes that a member sends in a second, frame headers included, while nothing happens: after everybody has told everybody of everybody, as
     * all do that start at once; that takes a time in proportion to their number.
     */
    double bytesPerSecond(int seconds) {
        cluster.run(cluster.size() * SECOND / 2);
        long before = cluster.bytesSent;
        cluster.run(seconds * SECOND);
        return (cluster.bytesSent - before) / (double) seconds / cluster.size();
    }

    /** Kills a member; how long until the last of the others holds it DEAD. */
    double secondsUntilACrashIsKnown(int victim) {
        cluster.crash(victim);
        long nanos = cluster.nanosUntilAllHold(victim, Liveness.DEAD, 60 * SECOND);
        return nanos < 0 ? Double.POSITIVE_INFINITY : nanos / (double) TimeUnit.SECONDS.toNanos(1);
    }

    /**
     * Loses one frame in twenty and lets one member in a hundred (at least one) stand still for ten seconds at a time, again and again, with a
     * short while in between.
     *
     * @return how often any member has declared one dead that never stood still
     */
    long falseDeaths(int seconds, Anomaly anomaly) {
        int slow = Math.max(1, cluster.size() / 100);
        RandomGenerator random = cluster.world.random("pauses");
        cluster.world.network().faults(new NetworkFaults(0.05, 0, 0, 0, 1));
        for (int i = 0; i < slow; i++) {
            slowDown(i, anomaly, random);
        }
        cluster.run(seconds * SECOND);
        return cluster.events(event -> event.what().endsWith("-DEAD")
                        && cluster.indexOf(event.member().id()) >= slow)
                .size();
    }

    private void slowDown(int index, Anomaly anomaly, RandomGenerator random) {
        cluster.world.time().after(random.nextLong(200 * MILLI, 3 * SECOND), () -> {
            anomaly.befall(cluster, index);
            cluster.world.time().after(PAUSE_NANOS, () -> slowDown(index, anomaly, random));
        });
    }

    /** What may be wrong with a slow member. */
    enum Anomaly {
        /** It stands still, timers and all. */
        PAUSED {
            @Override
            void befall(GossipCluster cluster, int index) {
                cluster.node(index).pause(PAUSE_NANOS);
            }
        },
        /** Its timers go on while what it sends and receives waits. */
        STALLED {
            @Override
            void befall(GossipCluster cluster, int index) {
                cluster.stall(index, PAUSE_NANOS);
            }
        };

        abstract void befall(GossipCluster cluster, int index);
    }
}
