package io.starlingdb.node.simulation;

import io.starlingdb.sim.NemesisOptions;
import java.util.random.RandomGenerator;

/**
 * What one run does; drawn from its seed.
 *
 * @param cluster what it runs on
 * @param clients how many clients work at once
 * @param operations how many requests they make at least
 * @param thinkMaxNanos how long a client waits at most between two requests
 * @param nemesis what goes wrong meanwhile
 */
record SimulationOptions(
        SimClusterOptions cluster, int clients, int operations, long thinkMaxNanos, NemesisOptions nemesis) {
    private static final int OPERATIONS = 2_000;

    static SimulationOptions draw(RandomGenerator random) {
        SimClusterOptions cluster = SimClusterOptions.draw(random);
        return new SimulationOptions(
                cluster,
                random.nextInt(6, 20),
                OPERATIONS,
                random.nextLong(1_000_000, 150_000_000),
                NemesisOptions.draw(random, cluster.nodes()));
    }

    SimulationOptions with(SimClusterOptions other) {
        return new SimulationOptions(other, clients, operations, thinkMaxNanos, nemesis);
    }

    @Override
    public String toString() {
        return cluster.nodes() + " nodes (" + (cluster.datacenters() > 1 ? "two datacenters, " : "")
                + cluster.upgraded() + " upgraded, " + cluster.tokens()
                + " tokens, pages of "
                + cluster.readLimits().entriesMax() + ", cold reads " + Math.round(cluster.coldReads() * 100) + " %, "
                + (cluster.shards().durability().group() ? "group" : "periodic") + " sync), " + clients
                + " clients, " + nemesis;
    }
}
