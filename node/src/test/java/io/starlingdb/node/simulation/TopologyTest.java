package io.starlingdb.node.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.coordinator.ReadResult;
import io.starlingdb.node.coordinator.RequestOptions;
import io.starlingdb.node.data.MutationBuilder;
import io.starlingdb.node.data.ReadQuery;
import io.starlingdb.node.record.RecordChange;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.MemberSteps;
import io.starlingdb.node.ring.Partitioner;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.node.ring.Removal;
import io.starlingdb.node.ring.TransitionSteps;
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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Ranges move between whole nodes: nothing is lost, nobody keeps what it does not own. */
class TopologyTest {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final int ROWS = 300;

    private final SimWorld world = new SimWorld(42);
    private SimCluster cluster;
    private TableSchema table;

    private <T> T await(CompletableFuture<T> future) {
        world.time().runUntil(future::isDone, MINUTE);
        assertThat(future).isDone();
        return future.join();
    }

    private void found(int nodes, int factor) {
        cluster = new SimCluster(world, SimClusterOptions.of(nodes));
        cluster.found();
        SimNode first = world.nodes().get(0);
        await(cluster.schema(first)
                .change(new SchemaChange.CreateKeyspace("ks", Replication.simple(factor), true, false)));
        List<ColumnDefinition> columns = List.of(
                new ColumnDefinition("k", ScalarType.INT, ColumnKind.PARTITION_KEY),
                new ColumnDefinition("v", ScalarType.TEXT, ColumnKind.REGULAR));
        table = await(cluster.schema(first).change(new SchemaChange.CreateTable("ks", "t", columns, Map.of(), false)))
                .requireTable("ks", "t");
        writeAll("first", first);
    }

    private void writeAll(String value, SimNode through) {
        for (int key = 0; key < ROWS; key++) {
            byte[] partition = Keys.partitionKey(table, List.of(ScalarType.INT.encode(key)));
            MutationBuilder mutation = new MutationBuilder(table, partition, Partitioner.token(partition));
            mutation.row(new byte[0]).insert().set("v", ScalarType.TEXT.encode(value + key));
            await(cluster.data(through).write(mutation.build(), RequestOptions.at(ConsistencyLevel.QUORUM)));
        }
    }

    private void assertReads(String value, SimNode through, ConsistencyLevel level) {
        for (int key = 0; key < ROWS; key++) {
            byte[] partition = Keys.partitionKey(table, List.of(ScalarType.INT.encode(key)));
            ReadQuery query =
                    ReadQuery.row(table.id(), partition, Partitioner.token(partition), new byte[0], 1_700_000_000L);
            ReadResult result = await(cluster.data(through).read(query, RequestOptions.at(level)));
            assertThat(result.partitions()).as("row " + key).isNotEmpty();
            byte[] read = result.partitions()
                    .get(0)
                    .rows()
                    .get(0)
                    .value(table.column("v").id());
            assertThat(ScalarType.TEXT.decode(read)).isEqualTo(value + key);
        }
    }

    private void assertSettled(String value, ConsistencyLevel level) {
        cluster.awaitServing();
        assertThat(cluster.misplacedRows()).isEmpty();
        for (SimNode node : world.nodes()) {
            if (!cluster.isRetired(node)) {
                assertReads(value, node, level);
            }
        }
    }

    private ClusterRecord change(RecordChange change) {
        return await(cluster.core(world.nodes().get(0)).record().change(change));
    }

    private NodeId id(SimNode node) {
        return cluster.core(node).nodeId();
    }

    private void untilGone(NodeId node) {
        assertThat(world.time().runUntil(() -> cluster.newestRecord().member(node) == null, 2 * MINUTE))
                .as("the node is no member any more")
                .isTrue();
    }

    @Test
    void shouldMoveRangesToANodeThatJoinsAndBackWhenItLeaves() {
        found(3, 3);
        SimNode fourth = cluster.add();
        assertSettled("first", ConsistencyLevel.ALL);
        assertThat(cluster.engine(fourth).keys()).hasSizeBetween(ROWS / 2, ROWS - 1);
        writeAll("second", fourth);
        NodeId leaving = id(fourth);
        change(record -> MemberSteps.decommission(record, leaving, false));
        untilGone(leaving);
        cluster.retire(fourth);
        assertSettled("second", ConsistencyLevel.ALL);
        SimNode again = cluster.add();
        assertSettled("second", ConsistencyLevel.ALL);
        assertThat(id(again)).isNotEqualTo(leaving);
    }

    @Test
    void shouldServeTheMinorityOfRowsThatADeadNodeHadFromThoseWhoTakeOver() {
        found(4, 3);
        SimNode dead = world.nodes().get(3);
        NodeId gone = id(dead);
        cluster.retire(dead);
        change(record -> Removal.step(record, List.of(gone)));
        untilGone(gone);
        assertSettled("first", ConsistencyLevel.ALL);
    }

    @Test
    void shouldMoveRowsWhenAKeyspaceGetsMoreOrFewerCopies() {
        found(4, 1);
        change(RecordChange.schema(new SchemaChange.AlterKeyspace("ks", Replication.simple(3), null, false)));
        assertSettled("first", ConsistencyLevel.ALL);
        change(RecordChange.schema(new SchemaChange.AlterKeyspace("ks", Replication.simple(2), null, false)));
        assertSettled("first", ConsistencyLevel.ALL);
    }

    @Test
    void shouldGoOnWhereAJoinWasWhenEitherSideDies() {
        found(3, 3);
        SimNode fourth = cluster.add();
        assertThat(world.time()
                        .runUntil(
                                () -> !cluster.newestRecord()
                                        .transitions()
                                        .running()
                                        .isEmpty(),
                                MINUTE))
                .isTrue();
        for (SimNode victim :
                List.of(fourth, world.nodes().get(1), fourth, world.nodes().get(2))) {
            world.time().runFor(TimeUnit.MILLISECONDS.toNanos(30));
            cluster.kill(victim, false);
            world.time().runFor(TimeUnit.SECONDS.toNanos(3));
            cluster.restart(victim);
        }
        assertSettled("first", ConsistencyLevel.ALL);
    }

    @Test
    void shouldUndoACancelledDecommission() {
        found(4, 3);
        SimNode slow = world.nodes().get(2);
        cluster.kill(world.nodes().get(1), false); // so that it cannot end
        NodeId leaving = id(slow);
        ClusterRecord begun = change(record -> MemberSteps.decommission(record, leaving, false));
        long number = begun.transitions().running().get(0).id();
        assertThatThrownBy(() -> change(record ->
                        MemberSteps.decommission(record, id(world.nodes().get(0)), true)))
                .hasRootCauseInstanceOf(StarlingException.class)
                .hasMessageContaining("is under way");
        change(record -> TransitionSteps.cancel(record, number));
        cluster.restart(world.nodes().get(1));
        assertSettled("first", ConsistencyLevel.ALL);
        assertThat(cluster.newestRecord().members()).hasSize(4);
    }

    @Test
    void shouldRemoveADeadNodeThatADecommissionWaitsFor() {
        found(5, 3);
        SimNode dead = world.nodes().get(4);
        NodeId gone = id(dead);
        NodeId leaving = id(world.nodes().get(3));
        cluster.retire(dead);
        change(record -> MemberSteps.decommission(record, leaving, false));
        remove(List.of(gone));
        assertSettled("first", ConsistencyLevel.ALL);
        assertThat(cluster.newestRecord().members()).hasSize(4);
    }

    @Test
    void shouldRemoveTwoDeadNodesTogetherWhenNeitherCouldBeRemovedAlone() {
        found(5, 3);
        List<SimNode> dead = List.of(world.nodes().get(3), world.nodes().get(4));
        List<NodeId> gone = dead.stream().map(this::id).toList();
        dead.forEach(cluster::retire);
        change(record -> Removal.step(record, List.of(gone.get(0))));
        remove(gone);
        cluster.awaitServing();
        assertThat(cluster.newestRecord().members()).hasSize(3);
    }

    @Test
    void shouldGoOnWithTheSurvivorsWhenMostVotersAreGoneForGood() {
        found(5, 5);
        List<RecordMember> members = cluster.newestRecord().members();
        List<SimNode> lost = new ArrayList<>();
        for (SimNode node : world.nodes()) {
            if (members.indexOf(cluster.core(node).record().current().member(id(node))) >= 2) {
                lost.add(node);
            }
        }
        List<NodeId> gone = lost.stream().map(this::id).toList();
        List<SimNode> survivors =
                world.nodes().stream().filter(node -> !lost.contains(node)).toList();
        Set<NodeId> living = Set.copyOf(survivors.stream().map(this::id).toList());
        SimNode first = id(survivors.get(0)).equals(members.get(0).id()) ? survivors.get(0) : survivors.get(1);
        assertThatThrownBy(() -> await(cluster.core(first).record().recover(living)))
                .as("the others live")
                .hasRootCauseInstanceOf(StarlingException.class);
        lost.forEach(node -> cluster.kill(node, false));
        world.time().runFor(MINUTE / 2);
        assertThatThrownBy(() -> await(cluster.core(first)
                        .record()
                        .change(record -> MemberSteps.decommission(record, gone.get(0), true))))
                .as("a minority decides nothing")
                .hasRootCauseInstanceOf(StarlingException.class);

        ClusterRecord recovered = await(cluster.core(first).record().recover(living));

        assertThat(recovered.voters()).extracting(RecordMember::id).containsExactlyInAnyOrderElementsOf(living);
        lost.forEach(cluster::restart); // against all advice
        assertThat(world.time()
                        .runUntil(
                                () -> lost.stream()
                                        .allMatch(node -> cluster.core(node)
                                                        .record()
                                                        .current()
                                                        .epoch()
                                                >= recovered.epoch()),
                                MINUTE))
                .as("who comes back drops what it knew")
                .isTrue();
        lost.forEach(cluster::retire);
        world.time().runFor(MINUTE / 2);
        for (int tries = 0;
                tries < 60 && !Removal.isUnderWay(cluster.newestRecord(), gone);
                tries++, world.time().runFor(TimeUnit.SECONDS.toNanos(1))) {
            CompletableFuture<ClusterRecord> step =
                    cluster.core(first).record().change(record -> Removal.step(record, gone));
            world.time().runUntil(step::isDone, MINUTE);
        }
        gone.forEach(this::untilGone);
        assertSettled("first", ConsistencyLevel.ONE);
        assertThat(cluster.newestRecord().members()).hasSize(2);
    }

    /** As the operator's command does: step by step, while something that gave way to it still ends. */
    private void remove(List<NodeId> dead) {
        for (int tries = 0;
                tries < 100 && !Removal.isUnderWay(cluster.newestRecord(), dead);
                tries++, world.time().runFor(TimeUnit.SECONDS.toNanos(1))) {
            CompletableFuture<ClusterRecord> step =
                    cluster.core(world.nodes().get(0)).record().change(record -> Removal.step(record, dead));
            world.time().runUntil(step::isDone, MINUTE);
        }
        dead.forEach(this::untilGone);
    }
}
