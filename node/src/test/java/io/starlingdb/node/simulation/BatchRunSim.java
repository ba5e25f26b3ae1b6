package io.starlingdb.node.simulation;

import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.node.coordinator.BatchResult;
import io.starlingdb.node.coordinator.CoordinatorRules;
import io.starlingdb.node.coordinator.DataAccess;
import io.starlingdb.node.coordinator.ReadResult;
import io.starlingdb.node.coordinator.RequestOptions;
import io.starlingdb.node.data.Mutation;
import io.starlingdb.node.data.MutationBuilder;
import io.starlingdb.node.data.ReadQuery;
import io.starlingdb.node.data.VisibleRow;
import io.starlingdb.node.ring.Partitioner;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Logged batches over several partitions, whose coordinator is killed at a drawn moment and stays away. When nobody keeps a batch any more, each is
 * there whole or not at all, those that were acknowledged are there, and on a siblings table nothing is there twice.
 */
final class BatchRunSim {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int BATCHES = 12;
    private static final int PARTITIONS = 4;

    private final SimWorld world;
    private final RandomGenerator random;
    private final SimCluster cluster;
    private final List<String> violations = new ArrayList<>();
    private final List<CompletableFuture<BatchResult>> results = new ArrayList<>();
    private final TableSchema table;
    private int whole;
    private int finished;

    BatchRunSim(long seed, CoordinatorRules rules) {
        world = new SimWorld(seed);
        random = world.random("batches");
        cluster = new SimCluster(
                world, SimClusterOptions.of(4 + random.nextInt(2)).withCoordinatorRules(rules));
        cluster.found();
        SimNode first = world.nodes().get(0);
        await(cluster.schema(first).change(new SchemaChange.CreateKeyspace("ks", Replication.simple(3), true, false)));
        List<ColumnDefinition> columns = List.of(
                new ColumnDefinition("k", ScalarType.INT, ColumnKind.PARTITION_KEY),
                new ColumnDefinition("v", ScalarType.INT, ColumnKind.REGULAR));
        String conflicts = random.nextBoolean() ? "siblings" : "last_write_wins";
        table = await(cluster.schema(first)
                        .change(new SchemaChange.CreateTable(
                                "ks", "t", columns, Map.of("conflicts", conflicts), false)))
                .requireTable("ks", "t");
        world.time().runFor(5 * SECOND);
    }

    /** Runs it; what was wrong. */
    List<String> run() {
        world.network().faults(new NetworkFaults(0.05, 0.05, 0.2, 0.3, 20_000_000));
        for (int batch = 0; batch < BATCHES; batch++) {
            SimNode coordinator = world.nodes().get(random.nextInt(world.nodes().size()));
            DataAccess data = cluster.data(coordinator);
            if (data == null) {
                results.add(CompletableFuture.failedFuture(new IllegalStateException("down")));
                continue;
            }
            results.add(data.loggedBatch(mutations(batch), RequestOptions.at(ConsistencyLevel.QUORUM)));
            world.time().runFor(random.nextLong(4) == 0 ? SECOND : random.nextLong(60_000_000));
            cluster.kill(coordinator, false);
            world.time().runFor(8 * SECOND); // others see that it is dead, and do what it has not done
            check(batch);
            cluster.restart(coordinator);
            world.network().heal();
            cluster.awaitServing();
            world.network().faults(new NetworkFaults(0.05, 0.05, 0.2, 0.3, 20_000_000));
        }
        world.network().heal();
        if (!world.time().runUntil(this::nothingIsKept, 120 * SECOND)) {
            violations.add("batches are kept two minutes after the healing");
        }
        for (int batch = 0; batch < BATCHES; batch++) {
            check(batch);
        }
        for (SimNode node : world.nodes()) {
            finished += (int) cluster.core(node).batchLog().finished();
        }
        return violations;
    }

    /** How many batches are there whole. */
    int whole() {
        return whole;
    }

    /** How many of them were finished by others than their coordinators since these were last started. */
    int finished() {
        return finished;
    }

    private <T> T await(CompletableFuture<T> future) {
        world.time().runUntil(future::isDone, 60 * SECOND);
        return future.join();
    }

    private boolean nothingIsKept() {
        return world.nodes().stream()
                .allMatch(node -> cluster.core(node) != null
                        && cluster.core(node).batchLog().stamps().lowestStamp() == Long.MAX_VALUE
                        && cluster.core(node).handoff().lowestStamp() == Long.MAX_VALUE);
    }

    private byte[] partition(int batch, int place) {
        return Keys.partitionKey(table, List.of(ScalarType.INT.encode(batch * PARTITIONS + place)));
    }

    private List<Mutation> mutations(int batch) {
        List<Mutation> mutations = new ArrayList<>();
        for (int place = 0; place < PARTITIONS; place++) {
            byte[] partition = partition(batch, place);
            MutationBuilder mutation = new MutationBuilder(table, partition, Partitioner.token(partition));
            mutation.row(new byte[0]).insert().set("v", ScalarType.INT.encode(batch));
            mutations.add(mutation.build());
        }
        return mutations;
    }

    private void check(int batch) {
        SimNode reader = world.nodes().stream()
                .filter(node -> cluster.data(node) != null)
                .findFirst()
                .orElseThrow();
        int found = 0;
        for (int place = 0; place < PARTITIONS; place++) {
            int values = values(reader, partition(batch, place));
            if (values > 1) {
                violations.add("batch " + batch + " is there " + values + " times");
            }
            found += Math.min(1, values);
        }
        CompletableFuture<BatchResult> result = results.get(batch);
        boolean isAcknowledged = result.isDone() && !result.isCompletedExceptionally();
        if (found != 0 && found != PARTITIONS) {
            violations.add("of batch " + batch + " only " + found + " partitions are there");
        } else if (found == 0 && isAcknowledged) {
            violations.add("batch " + batch + " was acknowledged and is not there");
        }
        whole += found == PARTITIONS ? 1 : 0;
    }

    private int values(SimNode reader, byte[] partition) {
        long now = world.nodes().get(0).clock().wallMicros() / 1_000_000;
        ReadQuery query = ReadQuery.row(table.id(), partition, Partitioner.token(partition), new byte[0], now);
        CompletableFuture<ReadResult> read = null;
        for (int attempt = 0; attempt < 5 && (read == null || read.isCompletedExceptionally()); attempt++) {
            read = cluster.data(reader).read(query, RequestOptions.at(ConsistencyLevel.QUORUM));
            world.time().runUntil(read::isDone, 20 * SECOND);
        }
        ReadResult result = read.join();
        if (result.partitions().isEmpty() || result.partitions().get(0).rows().isEmpty()) {
            return 0;
        }
        VisibleRow row = result.partitions().get(0).rows().get(0);
        return Math.max(1, row.siblings(table.column("v").id()).size());
    }
}
