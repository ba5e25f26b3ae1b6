package io.starlingdb.node.cql;

import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.client.StarlingException;
import io.starlingdb.node.coordinator.SchemaAccess;
import io.starlingdb.node.cql.run.ResultSet;
import io.starlingdb.node.cql.run.Session;
import io.starlingdb.node.cql.run.VirtualTables;
import io.starlingdb.node.simulation.SimCluster;
import io.starlingdb.node.simulation.SimClusterOptions;
import io.starlingdb.sim.SimNode;
import io.starlingdb.sim.SimWorld;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same scripts over three simulated nodes with real coordinators, replicas and schema agreement. Each statement, and each
 * page of one, goes to another node. Left out are the scripts that look at the clock to the second.
 */
class ClusterScriptTest implements ScriptRunner.Target {

    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final SimWorld world = new SimWorld(11);
    private final SimCluster cluster = new SimCluster(world, SimClusterOptions.of(3));
    private final List<CqlEngine> engines = new ArrayList<>();
    private int turn;

    ClusterScriptTest() {
        cluster.found();
        for (SimNode node : world.nodes()) {
            engines.add(new CqlEngine(
                    cluster.data(node),
                    cluster.schema(node),
                    VirtualTables.NONE,
                    node.clock(),
                    world.random("cql-" + node.index()),
                    () -> cluster.core(node).contextSecret(),
                    1_000));
        }
        run(
                Session.DEFAULT,
                "CREATE KEYSPACE k WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 3}");
    }

    @Override
    public ResultSet run(Session session, String statement) {
        turn = (turn + 1) % engines.size();
        CompletableFuture<ResultSet> running = engines.get(turn).execute(statement, List.of(), session);
        world.time().runUntil(running::isDone, MINUTE_NANOS);
        try {
            ResultSet result = running.join();
            world.time().runUntil(this::isAgreed, MINUTE_NANOS);
            return result;
        } catch (CompletionException e) {
            if (e.getCause() instanceof StarlingException error) {
                throw error;
            }
            throw e;
        }
    }

    /** Drivers wait like this after a change of the schema. */
    private boolean isAgreed() {
        return world.nodes().stream()
                        .map(cluster::schema)
                        .map(SchemaAccess::current)
                        .distinct()
                        .count()
                == 1;
    }

    @Override
    public void advanceSeconds(long seconds) {
        world.time().runFor(TimeUnit.SECONDS.toNanos(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aggregates",
                "arithmetic",
                "batches",
                "clustering",
                "collections",
                "counters",
                "deletes",
                "filtering",
                "groups",
                "in",
                "indexes",
                "inserts",
                "paging",
                "schema",
                "selection",
                "siblings",
                "statics",
                "tokens",
                "tuples",
                "types",
                "udt"
            })
    void shouldAnswerAsTheScriptSays(String name) throws IOException {
        new ScriptRunner(this, Session.DEFAULT.withKeyspace("k").withConsistency(ConsistencyLevel.QUORUM)).run(name);
    }
}
