package io.starlingdb.node.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.coordinator.ReadResult;
import io.starlingdb.node.coordinator.RequestOptions;
import io.starlingdb.node.coordinator.WriteResult;
import io.starlingdb.node.data.Mutation;
import io.starlingdb.node.data.MutationBuilder;
import io.starlingdb.node.data.ReadQuery;
import io.starlingdb.node.ring.MemberSteps;
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
import io.starlingdb.sim.SimNode;
import io.starlingdb.sim.SimWorld;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Five nodes, three of which hold the key; the two others are its fallbacks. */
class SloppySimulationTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final RequestOptions STRICT = RequestOptions.at(ConsistencyLevel.QUORUM);
    private static final RequestOptions SLOPPY = STRICT.withSloppy(true);

    private final SimWorld world = new SimWorld(11);
    private final List<SimNode> owners = new ArrayList<>();
    private final List<SimNode> fallbacks = new ArrayList<>();
    private SimCluster cluster;
    private TableSchema table;
    private byte[] partition;

    @BeforeEach
    void found() {
        cluster = new SimCluster(world, SimClusterOptions.of(5));
        cluster.found();
        SimNode first = world.nodes().get(0);
        await(cluster.schema(first).change(new SchemaChange.CreateKeyspace("ks", Replication.simple(3), true, false)));
    }

    private void create(String conflicts) {
        SimNode first = world.nodes().get(0);
        List<ColumnDefinition> columns = List.of(
                new ColumnDefinition("k", ScalarType.INT, ColumnKind.PARTITION_KEY),
                new ColumnDefinition("v", ScalarType.INT, ColumnKind.REGULAR));
        table = await(cluster.schema(first)
                        .change(new SchemaChange.CreateTable(
                                "ks", "t", columns, Map.of("conflicts", conflicts), false)))
                .requireTable("ks", "t");
        partition = Keys.partitionKey(table, List.of(ScalarType.INT.encode(7)));
        List<RecordMember> members = new Rings(cluster.core(first).record().current())
                .ring(Replication.simple(3))
                .replicas(Partitioner.token(partition))
                .members();
        for (SimNode node : world.nodes()) {
            boolean owns = members.stream()
                    .anyMatch(member -> member.id().equals(cluster.core(node).nodeId()));
            (owns ? owners : fallbacks).add(node);
        }
        world.time().runFor(5 * SECOND);
    }

    private <T> T await(CompletableFuture<T> future) {
        world.time().runUntil(future::isDone, 60 * SECOND);
        return future.join();
    }

    private Mutation set(int value) {
        MutationBuilder mutation = new MutationBuilder(table, partition, Partitioner.token(partition));
        mutation.row(new byte[0]).insert().set("v", ScalarType.INT.encode(value));
        return mutation.build();
    }

    private Mutation delete() {
        MutationBuilder mutation = new MutationBuilder(table, partition, Partitioner.token(partition));
        mutation.row(new byte[0]).delete();
        return mutation.build();
    }

    private WriteResult write(SimNode through, Mutation mutation, RequestOptions options) {
        return await(cluster.data(through).write(mutation, options));
    }

    private Integer read(SimNode through, ConsistencyLevel level) {
        long now = world.nodes().get(0).clock().wallMicros() / 1_000_000;
        ReadQuery query = ReadQuery.row(table.id(), partition, Partitioner.token(partition), new byte[0], now);
        ReadResult result = await(cluster.data(through).read(query, RequestOptions.at(level)));
        return result.partitions().isEmpty()
                        || result.partitions().get(0).rows().isEmpty()
                ? null
                : (Integer) ScalarType.INT.decode(result.partitions()
                        .get(0)
                        .rows()
                        .get(0)
                        .value(table.column("v").id()));
    }

    private void killOwners(int number) {
        for (SimNode owner : owners.subList(0, number)) {
            cluster.kill(owner, false);
        }
        world.time().runFor(10 * SECOND);
    }

    private void bringBack() {
        owners.forEach(cluster::restart);
        cluster.awaitServing();
        assertThat(world.time()
                        .runUntil(
                                () -> world.nodes().stream()
                                        .allMatch(node ->
                                                cluster.core(node).handoff().lowestStamp() == Long.MAX_VALUE),
                                20 * SECOND))
                .as("hints are delivered")
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"last_write_wins", "siblings"})
    void shouldCountFallbacksOnlyWhenAskedTo(String conflicts) {
        create(conflicts);
        killOwners(2);
        SimNode last = owners.get(2);
        assertThatThrownBy(() -> write(last, set(1), STRICT)).hasMessageContaining("1");
        write(last, set(2), SLOPPY);
        write(fallbacks.get(0), set(3), SLOPPY);
        bringBack();
        for (SimNode owner : owners) {
            assertThat(read(owner, ConsistencyLevel.ONE)).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"last_write_wins", "siblings"})
    void shouldWriteWithoutAnyReplicaAndDeliverItToThemAll(String conflicts) {
        create(conflicts);
        killOwners(3);
        SimNode fallback = fallbacks.get(0);
        write(fallback, set(1), RequestOptions.at(ConsistencyLevel.ANY));
        write(fallback, set(2), SLOPPY);
        assertThatThrownBy(() -> write(
                        fallback,
                        set(3),
                        RequestOptions.at(ConsistencyLevel.ALL).withSloppy(true)))
                .hasMessageContaining("2");
        cluster.kill(fallback, false);
        world.time().runFor(SECOND);
        cluster.restart(fallback);
        bringBack();
        for (SimNode owner : owners) {
            assertThat(read(owner, ConsistencyLevel.ONE)).isEqualTo(2);
        }
    }

    /** What Riak's fallbacks once did: a deletion that they held destroyed what was written after it. */
    @ParameterizedTest
    @ValueSource(strings = {"last_write_wins", "siblings"})
    void shouldNotDestroyWhatWasWrittenAfterADeletionThatAFallbackHolds(String conflicts) {
        create(conflicts);
        write(fallbacks.get(0), set(1), RequestOptions.at(ConsistencyLevel.ALL));
        killOwners(2);
        write(owners.get(2), delete(), SLOPPY);
        world.network().partition(fallbacks, owners.subList(0, 2));
        owners.forEach(cluster::restart);
        world.time().runFor(10 * SECOND);
        write(owners.get(2), set(2), STRICT);
        world.network().heal();
        bringBack();
        for (SimNode owner : owners) {
            assertThat(read(owner, ConsistencyLevel.ONE)).isEqualTo(2);
        }
    }

    @Test
    void shouldGiveItsHintsToLiveReplicasWhenItsHolderLeaves() {
        create("last_write_wins");
        killOwners(1);
        write(owners.get(2), set(5), SLOPPY);
        SimNode holder = fallbacks.stream()
                .filter(node -> cluster.core(node).handoff().reports().stream().anyMatch(report -> report.count() > 0))
                .findFirst()
                .orElseThrow();
        NodeId leaving = cluster.core(holder).nodeId();
        await(cluster.core(owners.get(2)).record().change(record -> MemberSteps.decommission(record, leaving, false)));
        assertThat(world.time()
                        .runUntil(() -> cluster.core(holder).handoff().lowestStamp() == Long.MAX_VALUE, 20 * SECOND))
                .as("the leaving node has given its hints away")
                .isTrue();
        assertThat(read(owners.get(1), ConsistencyLevel.ONE)).isEqualTo(5);
    }
}
