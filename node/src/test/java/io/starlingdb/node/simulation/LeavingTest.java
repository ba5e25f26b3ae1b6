package io.starlingdb.node.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.gossip.Liveness;
import io.starlingdb.hints.DeliveryPace;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.NodeSettings;
import io.starlingdb.node.coordinator.ReadResult;
import io.starlingdb.node.coordinator.RequestOptions;
import io.starlingdb.node.data.MutationBuilder;
import io.starlingdb.node.data.ReadQuery;
import io.starlingdb.node.handoff.HandoffSettings;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.MemberSteps;
import io.starlingdb.node.schema.ColumnDefinition;
import io.starlingdb.node.schema.ColumnKind;
import io.starlingdb.node.schema.Replication;
import io.starlingdb.node.schema.ScalarType;
import io.starlingdb.node.schema.SchemaChange;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.sim.SimNode;
import io.starlingdb.sim.SimWorld;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A node is decommissioned that alone holds what it was given to keep for another (ANY); delivery is slow, moving ranges is not. */
class LeavingTest {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final int ROWS = 100;

    private final SimWorld world = new SimWorld(42);
    private SimCluster cluster;
    private TableSchema table;

    @Test
    void shouldHandItsHintsOnBeforeItIsGone() {
        assertThat(rowsLeft(PlantedBug.NONE)).isEqualTo(ROWS);
    }

    @Test
    void shouldNoticeANodeThatIsGoneWithItsHints() {
        assertThat(rowsLeft(PlantedBug.GONE_WITH_HINTS)).isLessThan(ROWS);
    }

    private int rowsLeft(PlantedBug bug) {
        cluster = new SimCluster(
                world, PlantedRules.plant(bug, SimClusterOptions.of(3)).withSettings(LeavingTest::deliveringSlowly));
        cluster.found();
        SimNode first = world.nodes().get(0);
        SimNode away = world.nodes().get(1);
        SimNode leaving = world.nodes().get(2);
        await(cluster.schema(first).change(new SchemaChange.CreateKeyspace("ks", Replication.simple(1), true, false)));
        List<ColumnDefinition> columns = List.of(
                new ColumnDefinition("k", ScalarType.INT, ColumnKind.PARTITION_KEY),
                new ColumnDefinition("v", ScalarType.INT, ColumnKind.REGULAR));
        table = await(cluster.schema(first).change(new SchemaChange.CreateTable("ks", "t", columns, Map.of(), false)))
                .requireTable("ks", "t");
        NodeId gone = cluster.core(leaving).nodeId();
        NodeId held = cluster.core(away).nodeId();
        cluster.kill(away, false);
        assertThat(world.time()
                        .runUntil(() -> cluster.core(leaving).membership().liveness(held) == Liveness.DEAD, MINUTE))
                .isTrue();
        for (int key = 0; key < ROWS; key++) {
            write(leaving, key);
        }
        CompletableFuture<ClusterRecord> begun =
                cluster.core(leaving).record().change(record -> MemberSteps.decommission(record, gone, true));
        cluster.restart(away);
        await(begun);
        assertThat(world.time().runUntil(() -> cluster.newestRecord().member(gone) == null, 5 * MINUTE))
                .isTrue();
        cluster.retire(leaving);
        cluster.awaitServing();
        int found = 0;
        for (int key = 0; key < ROWS; key++) {
            found += isThere(first, key) ? 1 : 0;
        }
        return found;
    }

    private static NodeSettings deliveringSlowly(NodeSettings settings) {
        DeliveryPace pace = DeliveryPace.DEFAULTS.withBytesPerSecond(500).withBatchHintsMax(2);
        return settings.withHandoff(new HandoffSettings(HandoffSettings.DEFAULTS.limits(), pace, false));
    }

    private void write(SimNode through, int key) {
        byte[] partition = Values.partition(table, key);
        MutationBuilder mutation = new MutationBuilder(table, partition, Values.token(partition));
        mutation.row(new byte[0]).insert().set("v", Values.ofInt(key));
        await(Objects.requireNonNull(cluster.data(through))
                .write(mutation.build(), RequestOptions.at(ConsistencyLevel.ANY)));
    }

    private boolean isThere(SimNode through, int key) {
        byte[] partition = Values.partition(table, key);
        ReadQuery query =
                ReadQuery.row(table.id(), partition, Values.token(partition), new byte[0], Simulation.NOW_SECONDS);
        ReadResult result = await(
                Objects.requireNonNull(cluster.data(through)).read(query, RequestOptions.at(ConsistencyLevel.ONE)));
        return !result.partitions().isEmpty()
                && !result.partitions().get(0).rows().isEmpty();
    }

    private <T> T await(CompletableFuture<T> future) {
        world.time().runUntil(future::isDone, MINUTE);
        assertThat(future).isDone();
        return future.join();
    }
}
