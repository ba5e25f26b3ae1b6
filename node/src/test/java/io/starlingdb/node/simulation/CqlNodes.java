package io.starlingdb.node.simulation;

import io.starlingdb.antientropy.KeyDiff;
import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.hints.HintLimits;
import io.starlingdb.node.NodeSettings;
import io.starlingdb.node.cql.CqlEngine;
import io.starlingdb.node.cql.run.ResultSet;
import io.starlingdb.node.cql.run.Session;
import io.starlingdb.node.cql.run.VirtualTables;
import io.starlingdb.node.handoff.HandoffSettings;
import io.starlingdb.node.sync.SyncRules;
import io.starlingdb.sim.SimNode;
import io.starlingdb.sim.SimWorld;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Three simulated nodes or more, three of which hold each row of keyspace {@code ks}, spoken to in CQL. */
final class CqlNodes {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    final SimWorld world;
    final SimCluster cluster;

    private CqlNodes(long seed, SimClusterOptions options) {
        world = new SimWorld(seed);
        cluster = new SimCluster(world, options);
        cluster.found();
        run(0, "CREATE KEYSPACE ks WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 3}");
    }

    /** Nodes as in production. */
    static CqlNodes sound(long seed) {
        return new CqlNodes(seed, SimClusterOptions.of(3));
    }

    /** Nodes that keep no hints and whose exchanges mend nothing: what a replica missed only reads can bring it. */
    static CqlNodes mendingByReadsAlone(long seed) {
        return new CqlNodes(
                seed,
                SimClusterOptions.of(3).withSettings(CqlNodes::withoutHints).withSyncRules(new SyncRules() {
                    @Override
                    public boolean isMended(KeyDiff diff) {
                        return false;
                    }
                }));
    }

    /** Nodes that settle time and exchange within seconds. */
    static CqlNodes settlingSoon(long seed, int nodes, UnaryOperator<SimClusterOptions> with) {
        return new CqlNodes(
                seed, with.apply(SimClusterOptions.of(nodes).withSettings(SimClusterOptions::settlingSoon)));
    }

    private static NodeSettings withoutHints(NodeSettings settings) {
        HandoffSettings handoff = HandoffSettings.DEFAULTS;
        return settings.withHandoff(new HandoffSettings(new HintLimits(1, 1, 1, 1, 1), handoff.pace(), false));
    }

    /** Runs a statement at QUORUM; the rows as text. */
    List<String> run(int through, String statement) {
        return run(through, statement, ConsistencyLevel.QUORUM);
    }

    List<String> run(int through, String statement, ConsistencyLevel level) {
        CompletableFuture<ResultSet> running = begin(through, statement, level);
        world.time().runUntil(running::isDone, 60 * SECOND);
        return rows(running.join());
    }

    CompletableFuture<ResultSet> begin(int through, String statement, ConsistencyLevel level) {
        SimNode node = node(through);
        CqlEngine engine = new CqlEngine(
                cluster.data(node),
                cluster.schema(node),
                VirtualTables.NONE,
                node.clock(),
                world.random("cql"),
                () -> cluster.core(node).contextSecret(),
                10);
        return engine.execute(
                statement,
                List.of(),
                Session.DEFAULT.withKeyspace("ks").withConsistency(level).withTimeoutNanos(2 * SECOND));
    }

    private static List<String> rows(ResultSet result) {
        List<String> rows = new ArrayList<>();
        for (byte[][] row : result.rows()) {
            List<String> cells = new ArrayList<>();
            for (int i = 0; i < row.length; i++) {
                cells.add(
                        row[i] == null ? "null" : result.columns().get(i).type().format(row[i]));
            }
            rows.add(String.join(" ", cells));
        }
        return rows;
    }

    SimNode node(int index) {
        return world.nodes().get(index);
    }

    void kill(int node) {
        cluster.kill(node(node), false);
    }

    /** Its disk is lost with it. */
    void lose(int node) {
        cluster.kill(node(node), true);
        node(node).disk().wipe();
    }

    void restart(int node) {
        cluster.restart(node(node));
        cluster.awaitServing();
    }

    /** No frame passes between this node and the others. */
    void cutOff(int node) {
        world.network()
                .partition(
                        List.of(node(node)),
                        world.nodes().stream()
                                .filter(other -> other.index() != node)
                                .toList());
    }

    void runFor(int seconds) {
        world.time().runFor(seconds * SECOND);
    }

    /** Waits until all replicas hold the same. */
    void awaitEqual() {
        if (!world.time().runUntil(() -> StoredRows.areEqual(cluster, world.nodes()), 300 * SECOND)) {
            throw new AssertionError("the replicas stay different");
        }
    }
}
