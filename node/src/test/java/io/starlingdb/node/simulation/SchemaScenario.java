package io.starlingdb.node.simulation;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.node.coordinator.SchemaAccess;
import io.starlingdb.node.schema.ColumnDefinition;
import io.starlingdb.node.schema.ColumnKind;
import io.starlingdb.node.schema.KeyspaceSchema;
import io.starlingdb.node.schema.ScalarType;
import io.starlingdb.node.schema.Schema;
import io.starlingdb.node.schema.SchemaChange;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.sim.SimNode;
import io.starlingdb.sim.SimWorld;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Clients create and drop tables through any node, several of them the same one at once. In the end all nodes hold one schema with every
 * table whose creation was acknowledged.
 */
final class SchemaScenario implements Scenario {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final int TABLES_MAX = 40;

    private final SimWorld world;
    private final SimCluster cluster;
    private final Violations violations;
    private final Set<String> created = new TreeSet<>();
    private int lastTable;
    private int underWay;

    SchemaScenario(SimWorld world, SimCluster cluster, Violations violations) {
        this.world = world;
        this.cluster = cluster;
        this.violations = violations;
    }

    @Override
    public SchemaChange.CreateTable table() {
        return create("anchor");
    }

    @Override
    public void begin(TableSchema table) {}

    @Override
    public void step(Client client, Runnable ended) {
        SchemaAccess schema = cluster.schema(
                world.nodes().get(client.random().nextInt(world.nodes().size())));
        if (schema == null || underWay >= 3 || lastTable >= TABLES_MAX) {
            world.time().after(TimeUnit.MILLISECONDS.toNanos(1), ended);
            return;
        }
        switch (client.random().nextInt(3)) {
            case 0 -> {
                String name = "own" + ++lastTable;
                change(schema, create(name), (now, failure) -> {
                    if (now != null) {
                        created.add(name);
                    }
                    ended.run();
                });
            }
            case 1 -> change(schema, create("contested"), (now, failure) -> ended.run());
            default ->
                change(
                        schema,
                        new SchemaChange.DropTable(Simulation.KEYSPACE, "contested", false),
                        (now, failure) -> ended.run());
        }
    }

    @Override
    public void finish(Client client, Runnable ended) {
        awaitAgreement(200, ended);
    }

    private void awaitAgreement(int tries, Runnable ended) {
        Set<Object> versions = new HashSet<>();
        Schema last = null;
        for (SimNode node : world.nodes()) {
            if (cluster.isRetired(node)) {
                continue;
            }
            SchemaAccess schema = cluster.schema(node);
            last = schema == null ? last : schema.current();
            versions.add(schema == null ? "down" : schema.current().version());
        }
        if (versions.size() > 1 && tries > 0) {
            world.time().after(TimeUnit.MILLISECONDS.toNanos(100), () -> awaitAgreement(tries - 1, ended));
            return;
        }
        if (versions.size() > 1 || last == null) {
            violations.add("schema: the nodes hold " + versions.size() + " schemas");
        } else {
            KeyspaceSchema keyspace = last.keyspace(Simulation.KEYSPACE);
            for (String name : created) {
                if (keyspace == null || keyspace.table(name) == null) {
                    violations.add("schema: the table " + name + " is gone though its creation was acknowledged");
                }
            }
        }
        ended.run();
    }

    private interface End {
        void ended(@Nullable Schema now, @Nullable Throwable failure);
    }

    private void change(SchemaAccess schema, SchemaChange change, End end) {
        boolean[] ended = new boolean[1];
        underWay++;
        schema.change(change)
                .whenComplete((now, failure) -> once(ended, () -> {
                    if (failure != null) {
                        check(failure);
                    }
                    end.ended(now, failure);
                }));
        world.time().after(PATIENCE_NANOS, () -> once(ended, () -> end.ended(null, null)));
    }

    private void once(boolean[] ended, Runnable first) {
        if (!ended[0]) {
            ended[0] = true;
            underWay--;
            first.run();
        }
    }

    private void check(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        Set<ErrorCode> expected = Set.of(
                ErrorCode.ALREADY_EXISTS,
                ErrorCode.NOT_FOUND,
                ErrorCode.INVALID,
                ErrorCode.CONFLICT,
                ErrorCode.UNAVAILABLE,
                ErrorCode.TIMEOUT,
                ErrorCode.UNKNOWN,
                ErrorCode.BOOTSTRAPPING,
                ErrorCode.OVERLOADED);
        if (!(cause instanceof StarlingException problem) || !expected.contains(problem.code())) {
            violations.add("schema: a change failed with " + cause);
        }
    }

    private static SchemaChange.CreateTable create(String name) {
        return new SchemaChange.CreateTable(
                Simulation.KEYSPACE,
                name,
                List.of(
                        new ColumnDefinition("p", ScalarType.INT, ColumnKind.PARTITION_KEY),
                        new ColumnDefinition("v", ScalarType.INT, ColumnKind.REGULAR)),
                Map.of(),
                false);
    }
}
