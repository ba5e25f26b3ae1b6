package io.starlingdb.node.simulation;

import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.hints.HintRules;
import io.starlingdb.hints.TargetReport;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.coordinator.DataAccess;
import io.starlingdb.node.coordinator.RequestOptions;
import io.starlingdb.node.coordinator.WriteResult;
import io.starlingdb.node.data.MutationBuilder;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowCodec;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.ring.Partitioner;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.node.ring.Rings;
import io.starlingdb.node.schema.ColumnDefinition;
import io.starlingdb.node.schema.ColumnKind;
import io.starlingdb.node.schema.Keys;
import io.starlingdb.node.schema.Replication;
import io.starlingdb.node.schema.ScalarType;
import io.starlingdb.node.schema.SchemaChange;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.sim.NetworkFaults;
import io.starlingdb.sim.SimNode;
import io.starlingdb.sim.SimWorld;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * One replica is away while rows are written, comes back to a network that loses frames, and has all it missed as soon as nobody keeps a hint for
 * it any more. That is looked up in its engine, without a read that would repair it.
 */
final class HintsRun {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int ROWS = 40;
    private static final int WRITES = 400;

    private final SimWorld world;
    private final RandomGenerator random;
    private final SimCluster cluster;
    private final SortedMap<Integer, Integer> acknowledged = new TreeMap<>();
    private final List<String> violations = new ArrayList<>();
    private final TableSchema table;
    private final SimNode away;

    HintsRun(long seed, HintRules rules) {
        world = new SimWorld(seed);
        random = world.random("hints-run");
        cluster = new SimCluster(
                world, SimClusterOptions.of(3 + random.nextInt(2)).withHintRules(rules));
        cluster.found();
        table = createTable();
        away = world.nodes().get(1 + random.nextInt(world.nodes().size() - 1));
    }

    /** Runs it; what was wrong. */
    List<String> run() {
        cluster.kill(away, false);
        if (random.nextBoolean()) {
            world.time().runFor(10 * SECOND); // the others know
        }
        writeAll();
        checkBounds();
        SimNode holder = world.nodes().get(0);
        if (random.nextBoolean()) {
            cluster.kill(holder, false);
            world.time().runFor(SECOND);
            cluster.restart(holder);
        }
        world.network().faults(new NetworkFaults(0.3, 0.1, 0.1, 0.2, 50_000_000));
        cluster.restart(away);
        world.time().runFor(random.nextLong(20 * SECOND));
        world.network().faults(NetworkFaults.NONE);
        world.network().heal();
        if (!world.time().runUntil(this::nothingIsKept, 120 * SECOND)) {
            violations.add("hints are left two minutes after the healing: " + reports());
        }
        checkCopies();
        return violations;
    }

    private TableSchema createTable() {
        SimNode first = world.nodes().get(0);
        await(cluster.schema(first).change(new SchemaChange.CreateKeyspace("ks", Replication.simple(3), true, false)));
        List<ColumnDefinition> columns = List.of(
                new ColumnDefinition("k", ScalarType.INT, ColumnKind.PARTITION_KEY),
                new ColumnDefinition("v", ScalarType.INT, ColumnKind.REGULAR));
        return await(cluster.schema(first).change(new SchemaChange.CreateTable("ks", "t", columns, Map.of(), false)))
                .requireTable("ks", "t");
    }

    private <T> T await(CompletableFuture<T> future) {
        world.time().runUntil(future::isDone, 60 * SECOND);
        return future.join();
    }

    private byte[] partition(int row) {
        return Keys.partitionKey(table, List.of(ScalarType.INT.encode(row)));
    }

    private void writeAll() {
        List<CompletableFuture<?>> writes = new ArrayList<>();
        for (int value = 1; value <= WRITES; value++) {
            int row = random.nextInt(ROWS);
            int written = value;
            SimNode through = world.nodes().get(random.nextInt(world.nodes().size()));
            DataAccess data = through == away ? null : cluster.data(through);
            if (data != null) {
                byte[] partition = partition(row);
                MutationBuilder mutation = new MutationBuilder(table, partition, Partitioner.token(partition));
                mutation.row(new byte[0]).insert().set("v", ScalarType.INT.encode(value));
                CompletableFuture<WriteResult> write =
                        data.write(mutation.build(), RequestOptions.at(ConsistencyLevel.QUORUM));
                writes.add(write.whenComplete((result, failure) -> {
                    if (failure == null) {
                        acknowledged.merge(row, written, Math::max);
                    }
                }));
            }
            world.time().runFor(random.nextLong(20_000_000));
        }
        world.time().runUntil(() -> writes.stream().allMatch(CompletableFuture::isDone), 60 * SECOND);
        world.time().runFor(11 * SECOND); // until nobody is asked any more
    }

    private List<TargetReport> reports() {
        List<TargetReport> all = new ArrayList<>();
        for (SimNode node : world.nodes()) {
            if (cluster.core(node) != null) {
                all.addAll(cluster.core(node).handoff().reports());
            }
        }
        return all;
    }

    private void checkBounds() {
        long most = 0;
        for (TargetReport report : reports()) {
            most = Math.max(most, report.count());
            long gone = report.delivered() + report.superseded() + report.expired() + report.dropped();
            if (report.stored() != gone + report.count()) {
                violations.add("the counters do not add up: " + report);
            }
        }
        if (most == 0 || most > ROWS) {
            violations.add("a holder keeps " + most + " hints for " + ROWS + " rows");
        }
    }

    private boolean nothingIsKept() {
        return world.nodes().stream()
                .allMatch(node -> cluster.core(node) != null
                        && cluster.core(node).isServing()
                        && cluster.core(node).handoff().lowestStamp() == Long.MAX_VALUE);
    }

    private void checkCopies() {
        Rings rings = new Rings(cluster.core(world.nodes().get(0)).record().current());
        acknowledged.forEach((row, value) -> {
            byte[] partition = partition(row);
            RowKey key = RowKey.row(table.id(), Partitioner.token(partition), partition, new byte[0]);
            for (RecordMember owner :
                    rings.ring(Replication.simple(3)).replicas(key.token()).members()) {
                int found = value(node(owner.id()), key);
                if (found < value) {
                    violations.add("row " + row + " is " + found + " on " + owner.endpoint() + " and was " + value);
                }
            }
        });
    }

    private SimNode node(NodeId id) {
        return world.nodes().stream()
                .filter(node -> cluster.core(node).nodeId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private int value(SimNode node, RowKey key) {
        byte[] stored = cluster.engine(node).engine().get(key.bytes());
        if (stored == null) {
            return 0;
        }
        Row row = RowCodec.decode(key, stored);
        int column = table.column("v").id();
        for (int i = 0; i < row.cellCount(); i++) {
            if (row.cellAt(i).column() == column) {
                return (int) ScalarType.INT.decode(row.cellAt(i).value());
            }
        }
        return 0;
    }
}
