package io.starlingdb.node.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.client.StarlingException;
import io.starlingdb.node.coordinator.ReadResult;
import io.starlingdb.node.coordinator.RequestOptions;
import io.starlingdb.node.data.MutationBuilder;
import io.starlingdb.node.data.ReadQuery;
import io.starlingdb.node.ring.Consistency;
import io.starlingdb.node.ring.Partitioner;
import io.starlingdb.node.schema.ColumnDefinition;
import io.starlingdb.node.schema.ColumnKind;
import io.starlingdb.node.schema.Keys;
import io.starlingdb.node.schema.Replication;
import io.starlingdb.node.schema.ScalarType;
import io.starlingdb.node.schema.SchemaChange;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.sim.SimNode;
import io.starlingdb.sim.SimWorld;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SimClusterTest {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final RequestOptions QUORUM = RequestOptions.at(ConsistencyLevel.QUORUM);

    private final SimWorld world = new SimWorld(42);
    private SimCluster cluster;

    private <T> T await(CompletableFuture<T> future) {
        world.time().runUntil(future::isDone, MINUTE);
        assertThat(future).isDone();
        return future.join();
    }

    private TableSchema found(int nodes, int factor) {
        cluster = new SimCluster(world, SimClusterOptions.of(nodes));
        cluster.found();
        SimNode first = world.nodes().get(0);
        await(cluster.schema(first)
                .change(new SchemaChange.CreateKeyspace("ks", Replication.simple(factor), true, false)));
        List<ColumnDefinition> columns = List.of(
                new ColumnDefinition("k", ScalarType.INT, ColumnKind.PARTITION_KEY),
                new ColumnDefinition("v", ScalarType.TEXT, ColumnKind.REGULAR));
        return await(cluster.schema(first).change(new SchemaChange.CreateTable("ks", "t", columns, Map.of(), false)))
                .requireTable("ks", "t");
    }

    private void write(SimNode through, TableSchema table, int key, String value) {
        write(through, table, key, value, QUORUM);
    }

    private void write(SimNode through, TableSchema table, int key, String value, RequestOptions options) {
        byte[] partition = Keys.partitionKey(table, List.of(ScalarType.INT.encode(key)));
        MutationBuilder mutation = new MutationBuilder(table, partition, Partitioner.token(partition));
        mutation.row(new byte[0]).insert().set("v", ScalarType.TEXT.encode(value));
        await(cluster.data(through).write(mutation.build(), options));
    }

    private String read(SimNode through, TableSchema table, int key) {
        return await(ask(through, table, key, QUORUM));
    }

    private CompletableFuture<String> ask(SimNode through, TableSchema table, int key, RequestOptions options) {
        byte[] partition = Keys.partitionKey(table, List.of(ScalarType.INT.encode(key)));
        long now = world.nodes().get(0).clock().wallMicros() / 1_000_000;
        ReadQuery query = ReadQuery.row(table.id(), partition, Partitioner.token(partition), new byte[0], now);
        return cluster.data(through).read(query, options).thenApply(result -> valueOf(table, result));
    }

    private static String valueOf(TableSchema table, ReadResult result) {
        if (result.partitions().isEmpty()) {
            return "";
        }
        byte[] value =
                result.partitions().get(0).rows().get(0).value(table.column("v").id());
        return (String) ScalarType.TEXT.decode(value);
    }

    @Test
    void shouldFoundWriteAndReadThroughEveryNode() {
        TableSchema table = found(3, 3);
        for (SimNode node : world.nodes()) {
            write(node, table, node.index(), "by " + node.index());
        }
        for (SimNode node : world.nodes()) {
            for (int key = 0; key < 3; key++) {
                assertThat(read(node, table, key)).isEqualTo("by " + key);
            }
        }
    }

    @Test
    void shouldFailNoRequestWhileANodeIsKilledAndComesBack() {
        TableSchema table = found(3, 3);
        SimNode killed = world.nodes().get(2);
        for (int i = 0; i < 100; i++) {
            write(world.nodes().get(i % 2), table, i, "before " + i);
        }
        cluster.kill(killed, false);
        for (int i = 0; i < 100; i++) {
            write(world.nodes().get(i % 2), table, i, "after " + i);
            assertThat(read(world.nodes().get((i + 1) % 2), table, i)).isEqualTo("after " + i);
        }
        cluster.restart(killed);
        cluster.awaitServing();
        for (int i = 0; i < 100; i++) {
            assertThat(read(killed, table, i)).isEqualTo("after " + i);
        }
    }

    @Test
    void shouldFetchEverythingAgainAfterItsDiskWasLost() {
        TableSchema table = found(3, 3);
        for (int i = 0; i < 50; i++) {
            write(world.nodes().get(i % 3), table, i, "v" + i);
        }
        SimNode victim = world.nodes().get(1);
        cluster.kill(victim, true);
        victim.disk().wipe();
        cluster.restart(victim);
        cluster.awaitServing();
        cluster.kill(world.nodes().get(0), false);
        for (int i = 0; i < 50; i++) {
            assertThat(read(victim, table, i)).isEqualTo("v" + i);
        }
    }

    /** What only the lost disk and a node that is away had acknowledged is on neither of the others. */
    @Test
    void shouldNotCountARecoveringReplicaBeforeTheLastCoReplicaIsBack() {
        TableSchema table = found(5, 5);
        SimNode lost = world.nodes().get(0);
        SimNode away = world.nodes().get(1);
        List<SimNode> others = world.nodes().subList(2, 5);
        world.network().partition(List.of(lost, away), others);
        write(lost, table, 1, "of two", RequestOptions.at(ConsistencyLevel.TWO));
        cluster.kill(away, false);
        cluster.kill(lost, true);
        lost.disk().wipe();
        world.network().reconnect();
        cluster.restart(lost);
        world.time().runFor(MINUTE);

        RequestOptions four = RequestOptions.at(Consistency.replicas(4));
        assertThatThrownBy(() -> await(ask(others.get(0), table, 1, four)))
                .hasRootCauseInstanceOf(StarlingException.class)
                .hasMessageContaining("alive");
        cluster.restart(away);
        cluster.awaitServing();
        cluster.kill(away, false);
        assertThat(await(ask(others.get(0), table, 1, four))).isEqualTo("of two");
    }

    /** Its directory looks clean; only the peers know that it was used after the copy was made. */
    @Test
    void shouldFindOutThatAnOlderCopyOfItsDiskWasPutBack() {
        TableSchema table = found(3, 3);
        SimNode acknowledged = world.nodes().get(0);
        SimNode restored = world.nodes().get(1);
        SimNode behind = world.nodes().get(2);
        write(acknowledged, table, 1, "old");
        cluster.stop(restored);
        Runnable putBack = restored.disk().copy();
        cluster.restart(restored);
        cluster.awaitServing();
        int actor = actor(behind, restored);
        cluster.kill(behind, false);
        write(acknowledged, table, 1, "new");
        cluster.stop(restored);
        cluster.kill(acknowledged, false);

        putBack.run();
        cluster.restart(restored);
        cluster.restart(behind);
        world.time().runFor(MINUTE);

        assertThat(cluster.core(restored).isRecovering()).isTrue();
        assertThatThrownBy(() -> read(behind, table, 1))
                .hasRootCauseInstanceOf(StarlingException.class)
                .hasMessageContaining("alive");
        cluster.restart(acknowledged);
        cluster.awaitServing();
        assertThat(world.time().runUntil(() -> actor(behind, restored) != actor, MINUTE))
                .as("numbered anew, as what it had promised is gone")
                .isTrue();
        cluster.kill(acknowledged, false);
        assertThat(read(behind, table, 1)).isEqualTo("new");
    }

    private int actor(SimNode asked, SimNode node) {
        return cluster.core(asked).record().current().members().stream()
                .filter(member -> member.endpoint().equals(node.endpoint()))
                .findFirst()
                .orElseThrow()
                .actor();
    }

    /** The first recovery's progress must not be taken for the second one's. */
    @Test
    void shouldRecoverFromTheBeginningWhenKilledAtTheBeginningOfASecondRecovery() {
        TableSchema table = found(3, 3);
        SimNode victim = world.nodes().get(1);
        cluster.kill(victim, true);
        victim.disk().wipe();
        cluster.restart(victim);
        cluster.awaitServing();
        List<SimNode> others = List.of(world.nodes().get(0), world.nodes().get(2));
        cluster.kill(others.get(1), false);
        write(victim, table, 1, "of two");
        cluster.kill(victim, true);
        world.network().partition(List.of(victim), others);
        cluster.restart(victim);
        cluster.kill(victim, false);
        world.network().reconnect();
        cluster.restart(victim);
        world.time().runFor(MINUTE);

        assertThat(cluster.core(victim).isRecovering()).isTrue();
    }

    @Test
    void shouldGoTheSameWayTwiceFromOneSeed() {
        long[] hashes = new long[2];
        for (int run = 0; run < 2; run++) {
            SimWorld again = new SimWorld(7);
            SimCluster one = new SimCluster(again, SimClusterOptions.of(3));
            one.found();
            again.time().runFor(5 * MINUTE / 60);
            hashes[run] = again.log().hash();
        }
        assertThat(hashes[0]).isEqualTo(hashes[1]);
    }
}
