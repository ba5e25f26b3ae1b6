package io.starlingdb.node.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.antientropy.KeyDiff;
import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.hints.HintLimits;
import io.starlingdb.node.NodeSettings;
import io.starlingdb.node.coordinator.RequestOptions;
import io.starlingdb.node.data.MutationBuilder;
import io.starlingdb.node.data.ReadQuery;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.handoff.HandoffSettings;
import io.starlingdb.node.ring.Partitioner;
import io.starlingdb.node.schema.ColumnDefinition;
import io.starlingdb.node.schema.ColumnKind;
import io.starlingdb.node.schema.Keys;
import io.starlingdb.node.schema.Replication;
import io.starlingdb.node.schema.ScalarType;
import io.starlingdb.node.schema.SchemaChange;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.node.storage.Batch;
import io.starlingdb.node.sync.SyncRules;
import io.starlingdb.node.sync.SyncSettings;
import io.starlingdb.sim.SimNode;
import io.starlingdb.sim.SimWorld;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Replicas that nothing else tells of what they missed: no hints are kept, nobody reads. */
class ExchangeSimulationTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final RequestOptions QUORUM = RequestOptions.at(ConsistencyLevel.QUORUM);

    private final SimWorld world = new SimWorld(7);
    private SimCluster cluster;
    private TableSchema table;

    private static NodeSettings withoutHints(NodeSettings settings) {
        HandoffSettings handoff = HandoffSettings.DEFAULTS;
        return settings.withSync(SyncSettings.DEFAULTS.withInterval(10 * SECOND))
                .withHandoff(new HandoffSettings(new HintLimits(1, 1, 1, 1, 1), handoff.pace(), false));
    }

    private void found(SyncRules rules) {
        cluster = new SimCluster(
                world, SimClusterOptions.of(3).withSyncRules(rules).withSettings(ExchangeSimulationTest::withoutHints));
        cluster.found();
        SimNode first = world.nodes().get(0);
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

    private SimNode node(int index) {
        return world.nodes().get(index);
    }

    /** Two of three get all writes; the third is away for some, then the second for others. */
    private void diverge() {
        for (int i = 0; i < 60; i++) {
            write(node(i % 3), i % 20, i, "at first");
        }
        cluster.kill(node(2), false);
        for (int i = 0; i < 40; i++) {
            write(node(i % 2), i % 20, i, "second");
            if (i % 5 == 0) {
                MutationBuilder deletion = mutation(i % 20);
                deletion.deleteRow(clustering(i + 20));
                await(cluster.data(node(0)).write(deletion.build(), QUORUM));
            }
        }
        await(cluster.data(node(0)).write(mutation(3).deletePartition().build(), QUORUM));
        cluster.restart(node(2));
        cluster.awaitServing();
        cluster.kill(node(1), false);
        for (int i = 30; i < 90; i++) {
            write(node(i % 2 * 2), i % 20, i, "third");
        }
        cluster.restart(node(1));
        cluster.awaitServing();
    }

    private boolean converges() {
        world.time().runFor(40 * SECOND);
        return StoredRows.areEqual(cluster, world.nodes()) && areInStep();
    }

    private boolean areInStep() {
        return world.nodes().stream().allMatch(node -> StoredRows.sumsAreRight(cluster, node));
    }

    @Test
    void shouldMakeReplicasEqualByExchangesAlone() {
        found(SyncRules.SOUND);
        diverge();
        assertThat(StoredRows.areEqual(cluster, world.nodes())).isFalse();
        assertThat(converges()).isTrue();
    }

    @Test
    void shouldNoticeSumsThatAreNotUpdatedOnAJoin() {
        found(new SyncRules() {
            @Override
            public boolean isCounted(RowKey key, @Nullable Row before, @Nullable Row after) {
                return before == null || after == null;
            }
        });
        diverge();
        assertThat(converges()).isFalse();
    }

    @Test
    void shouldNoticeExchangesThatSendOneWayOnly() {
        found(new SyncRules() {
            @Override
            public boolean isMended(KeyDiff diff) {
                return diff.isToSend() && diff.kind() != KeyDiff.Kind.MISSING_REMOTE;
            }
        });
        diverge();
        assertThat(converges()).isFalse();
    }

    @Test
    void shouldKeepItsSumsOverACleanStopAndCountThemAfterACrash() {
        found(SyncRules.SOUND);
        diverge();
        assertThat(converges()).isTrue();

        cluster.stop(node(0));
        cluster.restart(node(0));
        cluster.awaitServing();
        assertThat(cluster.core(node(0)).antiEntropy().state().counted()).isZero();
        assertThat(StoredRows.sumsAreRight(cluster, node(0))).isTrue();

        cluster.kill(node(0), false);
        cluster.restart(node(0));
        cluster.awaitServing();
        world.time().runFor(SECOND);
        assertThat(cluster.core(node(0)).antiEntropy().state().counted()).isPositive();
        assertThat(StoredRows.sumsAreRight(cluster, node(0))).isTrue();
    }

    @Test
    void shouldExchangeAtOnceWhatAnOperatorAsksFor() {
        found(SyncRules.SOUND);
        diverge();
        CompletableFuture<Long> repaired = cluster.core(node(0)).antiEntropy().repair("ks", (done, total) -> {});

        assertThat(await(repaired)).isNotNull();
        assertThat(await(cluster.core(node(1)).antiEntropy().repair(null, (done, total) -> {})))
                .isNotNull();
        assertThat(StoredRows.areEqual(cluster, world.nodes())).isTrue();
    }

    @Test
    void shouldFetchACorruptRowFromItsReplicas() {
        found(SyncRules.SOUND);
        for (int i = 0; i < 30; i++) {
            write(node(i % 3), i, i, "sound");
        }
        assertThat(converges()).isTrue();
        cluster.stop(node(1));
        RowKey key = StoredRows.of(cluster, node(1)).firstKey();
        byte[] stored = StoredRows.bytes(cluster, node(1), key);
        stored[stored.length / 2] ^= 4;
        Batch flipped = new Batch();
        flipped.put(key.bytes(), stored);
        cluster.engine(node(1)).engine().write(flipped, true);
        cluster.restart(node(1));
        cluster.awaitServing();

        for (int i = 0; i < 30; i++) {
            assertThat(values(node(1), i)).containsExactly("sound");
        }
        world.time().runFor(10 * SECOND);
        assertThat(StoredRows.bytes(cluster, node(1), key)).isNotEqualTo(stored);
        assertThat(converges()).isTrue();
    }

    private List<String> values(SimNode through, int key) {
        byte[] partition = Keys.partitionKey(table, List.of(ScalarType.INT.encode(key)));
        long now = world.nodes().get(0).clock().wallMicros() / 1_000_000;
        ReadQuery query = ReadQuery.row(table.id(), partition, Partitioner.token(partition), clustering(key), now);
        return await(cluster.data(through).read(query, QUORUM)).partitions().stream()
                .flatMap(found -> found.rows().stream())
                .map(row -> (String)
                        ScalarType.TEXT.decode(row.value(table.column("v").id())))
                .toList();
    }
}
