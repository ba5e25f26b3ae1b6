package io.starlingdb.node.cql;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random tables, random statements: the engine must answer what a plain model of CQL answers, on data in memory and on three
 * simulated nodes of which one dies and comes back: some thousands of statements each. A failure names the seed and all statements up to it.
 * {@code -Dcql.differential.seed=N} looks at one seed (with {@code -Dcql.differential.count=M} at M from there on), {@code -Dstarling.full=true} at many.
 */
class CqlDifferentialTest {
    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int STATEMENTS = 120;

    /**
     * 22: a write that another node issued had the timestamp of the deletion before it; 152: elements of lists were looked up in the issuing node's
     * copy alone, which was old.
     */
    private static final long[] ONCE_WRONG = {22, 152};

    @Test
    void shouldAnswerAsTheModelDoesOnOneNode() {
        for (long seed : seeds(40, 3_000)) {
            Testbed node = new Testbed();
            new Run(seed, 0).all((page, text) -> node.run(page, text), step -> {});
        }
    }

    @Test
    void shouldAnswerAsTheModelDoesOnThreeNodesOfWhichOneDies() {
        for (long seed : seeds(20, 300, ONCE_WRONG)) {
            Cluster cluster = new Cluster(seed);
            new Run(seed, 3).all(cluster::run, step -> {
                if (step == STATEMENTS / 3) {
                    cluster.kill();
                } else if (step == 2 * STATEMENTS / 3) {
                    cluster.restart();
                }
            });
        }
    }

    private static long[] seeds(int usual, int full, long... pinned) {
        Long from = Long.getLong("cql.differential.seed");
        if (from != null) {
            return LongStream.range(from, from + Long.getLong("cql.differential.count", 1))
                    .toArray();
        }
        int last = Boolean.getBoolean("starling.full") ? full : usual;
        return LongStream.concat(LongStream.rangeClosed(1, last), LongStream.of(pinned))
                .distinct()
                .toArray();
    }

    private interface Event {
        void at(int step);
    }

    /** One table's life. */
    private static final class Run {
        private final long seed;
        private final SplittableRandom random;
        private final Shape shape;
        private final List<String> said = new ArrayList<>();

        Run(long seed, int salt) {
            this.seed = seed;
            this.random = new SplittableRandom(seed * 31 + salt);
            this.shape = new Shape("t" + seed, random);
        }

        void all(BiFunction<Session, String, ResultSet> engine, Event event) {
            say(engine, Session.DEFAULT, shape.create());
            Statements statements = new Statements(shape, random);
            int created = random.nextInt(STATEMENTS);
            for (int i = 0; i < STATEMENTS; i++) {
                event.at(i);
                if (i == Math.min(created, 20)) { // some rows are there before their index is
                    for (Shape.Column column : shape.indexed) {
                        say(engine, Session.DEFAULT, "CREATE INDEX ON " + shape.table + " (" + column.name() + ")");
                    }
                }
                Statements.Step step = statements.next();
                boolean tooEarly = i < Math.min(created, 20) && step.text().startsWith("SELECT");
                if (!tooEarly) {
                    int page = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 0;
                    List<String> rows = say(engine, Session.DEFAULT.withPage(page, null), step.text());
                    if (step.rows() != null) {
                        assertThat(rows)
                                .as(() -> "seed " + seed + "\n" + String.join(";\n", said) + ";")
                                .containsExactlyElementsOf(step.rows());
                    }
                }
            }
        }

        /** All pages' rows. */
        private List<String> say(BiFunction<Session, String, ResultSet> engine, Session session, String text) {
            said.add(text);
            List<String> rows = new ArrayList<>();
            Session page = session.withKeyspace("k").withConsistency(ConsistencyLevel.QUORUM);
            while (true) {
                ResultSet result;
                try {
                    result = engine.apply(page, text);
                } catch (StarlingException e) {
                    throw new AssertionError("seed " + seed + "\n" + String.join(";\n", said) + ";\n" + e, e);
                }
                rows.addAll(Testbed.rows(result));
                byte[] state = result.pagingState();
                if (state == null) {
                    return rows;
                }
                page = page.withPage(page.pageSize(), state);
            }
        }
    }

    /** Three simulated nodes; statements go to one after the other of those that live. */
    private static final class Cluster {
        private final SimWorld world;
        private final SimCluster cluster;
        private final List<@Nullable CqlEngine> engines = new ArrayList<>();
        private int turn;

        Cluster(long seed) {
            world = new SimWorld(seed);
            cluster = new SimCluster(world, SimClusterOptions.of(3));
            cluster.found();
            for (SimNode node : world.nodes()) {
                engines.add(engine(node));
            }
            ResultSet unused = run(
                    Session.DEFAULT,
                    "CREATE KEYSPACE k WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 3}");
        }

        private CqlEngine engine(SimNode node) {
            return new CqlEngine(
                    cluster.data(node),
                    cluster.schema(node),
                    VirtualTables.NONE,
                    node.clock(),
                    new SplittableRandom(node.index()),
                    () -> cluster.core(node).contextSecret(),
                    1_000);
        }

        void kill() {
            engines.set(2, null);
            cluster.kill(world.nodes().get(2), false);
        }

        void restart() {
            SimNode node = world.nodes().get(2);
            cluster.restart(node);
            cluster.awaitServing();
            engines.set(2, engine(node));
        }

        ResultSet run(Session session, String text) {
            CqlEngine engine = null;
            while (engine == null) {
                turn = (turn + 1) % engines.size();
                engine = engines.get(turn);
            }
            CompletableFuture<ResultSet> running = engine.execute(text, List.of(), session);
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

        private boolean isAgreed() {
            long versions = 0;
            for (int i = 0; i < engines.size(); i++) {
                SchemaAccess schema = engines.get(i) == null
                        ? null
                        : cluster.schema(world.nodes().get(i));
                SchemaAccess first = cluster.schema(world.nodes().get(0));
                versions += schema == null || schema.current().equals(first.current()) ? 0 : 1;
            }
            return versions == 0;
        }
    }
}
