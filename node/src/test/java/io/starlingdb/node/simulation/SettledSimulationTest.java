package io.starlingdb.node.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.hints.HintLimits;
import io.starlingdb.node.NodeSettings;
import io.starlingdb.node.coordinator.RequestOptions;
import io.starlingdb.node.data.MutationBuilder;
import io.starlingdb.node.data.ReadQuery;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.data.Slice;
import io.starlingdb.node.handoff.HandoffSettings;
import io.starlingdb.node.ring.Partitioner;
import io.starlingdb.node.schema.ClusteringBound;
import io.starlingdb.node.schema.ColumnDefinition;
import io.starlingdb.node.schema.ColumnKind;
import io.starlingdb.node.schema.Keys;
import io.starlingdb.node.schema.Replication;
import io.starlingdb.node.schema.ScalarType;
import io.starlingdb.node.schema.SchemaChange;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.node.sync.SyncRules;
import io.starlingdb.node.sync.SyncSettings;
import io.starlingdb.sim.SimNode;
import io.starlingdb.sim.SimWorld;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Settled time with whole nodes: what is deleted goes, and does not come back. */
class SettledSimulationTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long INTERVAL = SyncSettings.DEFAULTS.intervalNanos();
    private static final RequestOptions QUORUM = RequestOptions.at(ConsistencyLevel.QUORUM);

    private final SimWorld world = new SimWorld(11);
    private SimCluster cluster;
    private TableSchema table;

    private static NodeSettings withoutHints(NodeSettings settings) {
        HandoffSettings handoff = HandoffSettings.DEFAULTS;
        return withHints(settings)
                .withHandoff(new HandoffSettings(new HintLimits(1, 1, 1, 1, 1), handoff.pace(), false));
    }

    private static NodeSettings withHints(NodeSettings settings) {
        return settings; // as in production
    }

    private void found(SyncRules rules, boolean hints) {
        cluster = new SimCluster(
                world,
                SimClusterOptions.of(3)
                        .withSyncRules(rules)
                        .withSettings(hints ? SettledSimulationTest::withHints : SettledSimulationTest::withoutHints));
        cluster.found();
        SimNode first = node(0);
        await(cluster.schema(first).change(new SchemaChange.CreateKeyspace("ks", Replication.simple(3), true, false)));
        List<ColumnDefinition> columns = List.of(
                new ColumnDefinition("k", ScalarType.INT, ColumnKind.PARTITION_KEY),
                new ColumnDefinition("c", ScalarType.INT, ColumnKind.CLUSTERING),
                new ColumnDefinition("v", ScalarType.TEXT, ColumnKind.REGULAR));
        table = await(cluster.schema(first).change(new SchemaChange.CreateTable("ks", "t", columns, Map.of(), false)))
                .requireTable("ks", "t");
    }

    private <T> T await(CompletableFuture<T> future) {
        world.time().runUntil(future::isDone, 60 * SECOND);
        return future.join();
    }

    private MutationBuilder mutation(int key) {
        byte[] partition = Keys.partitionKey(table, List.of(ScalarType.INT.encode(key)));
        return new MutationBuilder(table, partition, Partitioner.token(partition));
    }

    private byte[] clustering(int row) {
        return Keys.clustering(table, List.of(ScalarType.INT.encode(row)));
    }

    private void write(SimNode through, int key, int row, String value) {
        MutationBuilder mutation = mutation(key);
        mutation.row(clustering(row)).insert().set("v", ScalarType.TEXT.encode(value));
        await(cluster.data(through).write(mutation.build(), QUORUM));
    }

    private void deleteRow(SimNode through, int key, int row) {
        MutationBuilder mutation = mutation(key);
        mutation.deleteRow(clustering(row));
        await(cluster.data(through).write(mutation.build(), QUORUM));
    }

    private SimNode node(int index) {
        return world.nodes().get(index);
    }

    /** All that is stored of the table. */
    private Map<RowKey, Row> stored(SimNode node) {
        Map<RowKey, Row> rows = StoredRows.of(cluster, node);
        rows.keySet().removeIf(key -> key.tableId() != table.id());
        return rows;
    }

    private List<String> values(SimNode through, int key) {
        byte[] partition = Keys.partitionKey(table, List.of(ScalarType.INT.encode(key)));
        long now = node(0).clock().wallMicros() / 1_000_000;
        ReadQuery query = new ReadQuery(
                table.id(),
                new io.starlingdb.node.data.Partitions.One(partition, Partitioner.token(partition)),
                List.of(new Slice(ClusteringBound.before(clustering(0)), ClusteringBound.after(clustering(1_000)))),
                false,
                ReadQuery.UNLIMITED,
                ReadQuery.UNLIMITED,
                io.starlingdb.node.data.RowFilter.ALL,
                null,
                now);
        return await(cluster.data(through).read(query, QUORUM)).partitions().stream()
                .flatMap(found -> found.rows().stream())
                .map(row -> (String)
                        ScalarType.TEXT.decode(row.value(table.column("v").id())))
                .toList();
    }

    @Test
    void shouldLeaveNothingOfWhatWasDeletedWithinTwoIntervals() {
        found(SyncRules.SOUND, true);
        for (int i = 0; i < 40; i++) {
            write(node(i % 3), i % 8, i, "v" + i);
        }
        for (int i = 0; i < 40; i += 2) {
            deleteRow(node(i % 3), i % 8, i);
        }
        MutationBuilder range = mutation(1);
        range.deleteRange(new Slice(ClusteringBound.before(clustering(0)), ClusteringBound.after(clustering(20))));
        await(cluster.data(node(0)).write(range.build(), QUORUM));
        await(cluster.data(node(1)).write(mutation(3).deletePartition().build(), QUORUM));

        world.time().runFor(2 * INTERVAL);

        for (SimNode node : world.nodes()) {
            Map<RowKey, Row> rows = stored(node);
            assertThat(rows).hasSize(12);
            rows.values().forEach(row -> {
                assertThat(row.vector().isEmpty()).isTrue();
                assertThat(row.deletion()).isNull();
            });
            assertThat(StoredRows.sumsAreRight(cluster, node)).isTrue();
        }
        assertThat(StoredRows.areEqual(cluster, world.nodes())).isTrue();
        assertThat(values(node(2), 1)).containsExactly("v25", "v33");
    }

    @Test
    void shouldNotBringBackWhatAReplicaThatWasAwayForWeeksStillHolds() {
        found(SyncRules.SOUND, false);
        for (int i = 0; i < 30; i++) {
            write(node(i % 3), 1, i, "v");
        }
        world.time().runFor(3 * INTERVAL);
        cluster.kill(node(2), false);
        for (int i = 0; i < 30; i++) {
            deleteRow(node(i % 2), 1, i);
        }
        world.time().runFor(TimeUnit.HOURS.toNanos(3));
        assertThat(stored(node(0))).as("held back by the dead replica").hasSize(30);

        cluster.restart(node(2));
        cluster.awaitServing();
        world.time().runFor(3 * INTERVAL);

        for (SimNode node : world.nodes()) {
            assertThat(stored(node)).isEmpty();
        }
        assertThat(values(node(2), 1)).isEmpty();
    }
}
