package io.starlingdb.node.simulation;

import static io.starlingdb.client.ConsistencyLevel.ALL;
import static io.starlingdb.client.ConsistencyLevel.ONE;
import static io.starlingdb.client.ConsistencyLevel.QUORUM;
import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.kernel.Lane;
import io.starlingdb.node.coordinator.RequestOptions;
import io.starlingdb.node.data.Delta;
import io.starlingdb.node.data.Entry;
import io.starlingdb.node.data.Mutation;
import io.starlingdb.node.data.MutationBuilder;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.replica.JoinRequest;
import io.starlingdb.node.replica.RepairRequest;
import io.starlingdb.node.replica.ReplicaListener;
import io.starlingdb.node.replica.ReplicaRules;
import io.starlingdb.node.ring.Rings;
import io.starlingdb.node.schema.Keys;
import io.starlingdb.node.schema.Replication;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.node.storage.Batch;
import io.starlingdb.node.sync.SyncRules;
import io.starlingdb.sim.SimNode;
import io.starlingdb.wire.Failure;
import io.starlingdb.wire.Message;
import io.starlingdb.wire.ReplyHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Deletion without a grace period, case by case (the list is in antientropy's README): what was deleted never comes back, and once all replicas are
 * up its tombstones are gone within two intervals of exchanges. With the mistakes of settled time, each planted where production would make it.
 */
class SettledCasesTest {
    private static final int ROWS = 6;
    private static final int INTERVAL = 4;

    private static final long DAY_MICROS = TimeUnit.DAYS.toMicros(1);

    private CqlNodes nodes;

    private void found(long seed, int count, UnaryOperator<SimClusterOptions> with) {
        nodes = CqlNodes.settlingSoon(seed, count, with);
        nodes.run(0, "CREATE TABLE t (k int, c int, v int, PRIMARY KEY (k, c))");
    }

    private void found(long seed, int count) {
        found(seed, count, UnaryOperator.identity());
    }

    /** Rows of one partition, on all their replicas, and so old that they are settled. */
    private void writeOldRows() {
        for (int c = 0; c < ROWS; c++) {
            nodes.run(0, "INSERT INTO t (k, c, v) VALUES (1, " + c + ", 1)", ALL);
        }
        nodes.runFor(3 * INTERVAL);
    }

    private void deleteAll(int through) {
        for (int c = 0; c < ROWS; c++) {
            nodes.run(through, "DELETE FROM t WHERE k = 1 AND c = " + c);
        }
    }

    private TableSchema table() {
        return nodes.cluster.newestRecord().schema().requireTable("ks", "t");
    }

    private SortedMap<RowKey, Row> stored(int node) {
        SortedMap<RowKey, Row> rows = new TreeMap<>(StoredRows.of(nodes.cluster, nodes.node(node)));
        rows.keySet().removeIf(key -> key.tableId() != table().id());
        return rows;
    }

    private boolean isNothingStored() {
        for (int node = 0; node < nodes.world.nodes().size(); node++) {
            // by their keys: some may be corrupt
            boolean isAny = nodes.cluster.engine(nodes.node(node)).keys().stream()
                    .anyMatch(key -> key.tableId() == table().id());
            if (isAny) {
                return false;
            }
        }
        return true;
    }

    /** All are up: within two intervals nothing is stored any more, not even what it was deleted by; and so it stays. */
    private void assertGoneForGood() {
        assertGoneForGood(2);
    }

    private void assertGoneForGood(int intervals) {
        long interval = TimeUnit.SECONDS.toNanos(INTERVAL);
        assertThat(nodes.world.time().runUntil(this::isNothingStored, intervals * interval))
                .as(() -> "nothing is stored; there is " + stored(0) + "\n" + stored(1) + "\n" + stored(2))
                .isTrue();
        for (int i = 0; i < 2; i++) {
            nodes.runFor(INTERVAL);
            assertThat(isNothingStored()).isTrue();
        }
        for (SimNode node : nodes.world.nodes()) {
            assertThat(nodes.cluster.core(node).antiEntropy().state().tables())
                    .allSatisfy(one -> assertThat(one.tombstones()).isZero());
        }
        assertThat(nodes.run(1, "SELECT c, v FROM t WHERE k = 1", ALL)).isEmpty();
    }

    /** Three of the nodes hold the partition; these come first. */
    private List<Integer> ownersFirst() {
        byte[] partition = Values.partition(table(), 1);
        List<Integer> owners = new ArrayList<>();
        List<Integer> others = new ArrayList<>();
        var replicas = new Rings(nodes.cluster.newestRecord())
                .ring(Replication.simple(3))
                .replicas(Values.token(partition));
        for (SimNode node : nodes.world.nodes()) {
            boolean owns = replicas.contains(nodes.cluster.core(node).nodeId());
            (owns ? owners : others).add(node.index());
        }
        owners.addAll(others);
        return owners;
    }

    private void jump(long micros) {
        nodes.world.nodes().forEach(node -> node.clock().skew(node.clock().skewMicros() + micros));
    }

    // Away

    @Test
    void shouldKeepTombstonesWhileAReplicaIsAwayForWeeksAndThenBeRidOfThem() {
        found(31, 3);
        writeOldRows();
        nodes.kill(2);
        nodes.runFor(10);
        deleteAll(0);
        nodes.runFor(30);
        jump(21 * DAY_MICROS);
        nodes.runFor(60);
        assertThat(stored(0)).as("held back by the one that is away").hasSize(ROWS);

        nodes.restart(2);

        assertGoneForGood();
    }

    private void deadHolders(SyncRules rules) {
        found(32, 5, options -> options.withSyncRules(rules));
        List<Integer> owners = ownersFirst();
        List<Integer> fallbacks = owners.subList(3, 5);
        nodes.kill(owners.get(1));
        nodes.kill(owners.get(2));
        nodes.runFor(10);
        for (int c = 0; c < ROWS; c++) {
            writeSloppily(owners.get(0), row(c, 1));
        }
        assertThat(fallbacks)
                .anyMatch(node -> !nodes.cluster
                        .core(nodes.node(node))
                        .handoff()
                        .reports()
                        .isEmpty());
        fallbacks.forEach(nodes::kill);
        nodes.cluster.restart(nodes.node(owners.get(1)));
        nodes.cluster.restart(nodes.node(owners.get(2)));
        nodes.runFor(10);
        deleteAll(owners.get(0));
        nodes.runFor(30);
        assertThat(stored(owners.get(0)))
                .as("those who hold hints are dead and promise nothing")
                .hasSize(ROWS);

        fallbacks.forEach(node -> nodes.cluster.restart(nodes.node(node)));
        nodes.cluster.awaitServing();
        assertGoneForGood();
    }

    @Test
    void shouldNotPurgeWhileANodeThatHoldsHintsIsDead() {
        deadHolders(SyncRules.SOUND);
    }

    @Test
    void shouldNoticeSettledTimeThatIgnoresADeadNodesHints() {
        assertNoticed(() -> deadHolders(new SyncRules() {
            @Override
            public boolean countsForClosing(boolean isAlive) {
                return isAlive;
            }
        }));
    }

    private static void assertNoticed(Runnable planted) {
        boolean isNoticed = false;
        try {
            planted.run();
        } catch (AssertionError e) {
            isNoticed = true;
        }
        assertThat(isNoticed).isTrue();
    }

    // Late

    @Test
    void shouldRefuseAWriteThatWasDelayedUntilItsDeletionWasPurged() {
        List<Delta> written = new ArrayList<>();
        found(
                33,
                3,
                options -> options.withReplicaListener(new ReplicaListener() {
                    @Override
                    public void issued(long requestId, Delta delta) {
                        written.add(delta);
                    }
                }));
        writeOldRows();
        List<Delta> inserts = List.copyOf(written.subList(0, ROWS));
        deleteAll(0);
        assertGoneForGood();

        inserts.forEach(
                delta -> send(new JoinRequest(nodes.cluster.newestRecord().epoch(), delta)));

        assertGoneForGood();
    }

    /** From the first node to the last. */
    private void send(Message message) {
        nodes.cluster
                .core(nodes.node(0))
                .messenger()
                .request(
                        nodes.node(2).endpoint(),
                        Lane.REQUEST,
                        message,
                        TimeUnit.SECONDS.toNanos(2),
                        new ReplyHandler() {
                            @Override
                            public void onReply(Message reply) {}

                            @Override
                            public void onFailure(Failure failure) {}
                        });
    }

    private void pausedRepair(ReplicaRules rules) {
        found(34, 3, options -> options.withReplicaRules(rules));
        writeOldRows();
        List<Entry> read = new ArrayList<>();
        stored(0).forEach((key, row) -> read.add(new Entry(key, row)));
        deleteAll(0);
        assertGoneForGood();

        send(new RepairRequest(nodes.cluster.newestRecord().epoch(), read));

        assertGoneForGood();
    }

    @Test
    void shouldRefuseAReadRepairThatPausedBetweenItsReadAndItsWrite() {
        pausedRepair(ReplicaRules.SOUND);
    }

    @Test
    void shouldNoticeSettledTimeThatIgnoresAPausedRepair() {
        assertNoticed(() -> pausedRepair(new ReplicaRules() {
            @Override
            public long closedToCopies(long closed) {
                return 0;
            }
        }));
    }

    // Fallbacks

    private Mutation row(int row, @Nullable Integer value) {
        byte[] partition = Values.partition(table(), 1);
        byte[] clustering = Keys.clustering(table(), List.of(Values.ofInt(row)));
        MutationBuilder mutation = new MutationBuilder(table(), partition, Values.token(partition));
        if (value == null) {
            mutation.deleteRow(clustering);
        } else {
            mutation.row(clustering).insert().set("v", Values.ofInt(value));
        }
        return mutation.build();
    }

    private void writeSloppily(int through, Mutation mutation) {
        CompletableFuture<?> written = nodes.cluster
                .data(nodes.node(through))
                .write(mutation, RequestOptions.at(QUORUM).withSloppy(true));
        nodes.world.time().runUntil(written::isDone, TimeUnit.SECONDS.toNanos(10));
        written.join();
    }

    @Test
    void shouldKeepADeletionThatFallbacksTookAndHandedOn() {
        found(35, 5);
        List<Integer> owners = ownersFirst();
        writeOldRows();
        nodes.kill(owners.get(1));
        nodes.kill(owners.get(2));
        nodes.runFor(10);
        for (int c = 0; c < ROWS; c++) {
            writeSloppily(owners.get(3), row(c, null));
        }
        nodes.kill(owners.get(0));
        nodes.cluster.restart(nodes.node(owners.get(1)));
        nodes.runFor(3 * INTERVAL);
        nodes.cluster.restart(nodes.node(owners.get(2)));
        nodes.runFor(3 * INTERVAL);
        nodes.restart(owners.get(0));

        assertGoneForGood();
    }

    @Test
    void shouldNotLoseARowThatWasMadeAnewToAFallbacksOldTombstone() {
        found(36, 4);
        List<Integer> owners = ownersFirst();
        writeOldRows();
        nodes.kill(owners.get(2));
        nodes.runFor(10);
        int fallback = owners.get(3);
        for (int c = 0; c < ROWS; c++) {
            writeSloppily(fallback, row(c, null));
        }
        nodes.kill(fallback);
        nodes.cluster.restart(nodes.node(owners.get(2)));
        nodes.runFor(3 * INTERVAL);
        for (int c = 0; c < ROWS; c++) {
            nodes.run(owners.get(0), "INSERT INTO t (k, c, v) VALUES (1, " + c + ", 2)");
        }
        nodes.runFor(30);
        nodes.restart(fallback);
        nodes.runFor(3 * INTERVAL);

        for (int i = 0; i < 3; i++) {
            assertThat(nodes.run(owners.get(i), "SELECT v FROM t WHERE k = 1", ONE))
                    .hasSize(ROWS)
                    .containsOnly("2");
            stored(owners.get(i)).values().forEach(row -> {
                assertThat(row.deletion()).isNull();
                assertThat(row.vector().isEmpty()).isTrue();
            });
        }
        deleteAll(0);
        assertGoneForGood();
    }

    // Disks

    @Test
    void shouldNotBringBackByAnEmptiedDiskWhatOneOtherHasNotHeardIsDeleted() {
        found(37, 3);
        writeOldRows();
        nodes.kill(1);
        nodes.runFor(10);
        deleteAll(0);
        nodes.lose(2);
        nodes.cluster.restart(nodes.node(2));
        nodes.restart(1);

        assertGoneForGood();
    }

    @Test
    void shouldFillAnEmptiedDiskWithWhatIsSettled() {
        found(38, 3);
        writeOldRows();
        nodes.run(0, "DELETE FROM t WHERE k = 1 AND c = 0");
        nodes.runFor(3 * INTERVAL);
        nodes.lose(2);
        nodes.restart(2);
        nodes.runFor(3 * INTERVAL);

        assertThat(stored(2)).hasSize(ROWS - 1).isEqualTo(stored(0));
        deleteAll(2);
        assertGoneForGood();
    }

    /** One has an old directory, the one beside it was emptied; the third, from which both learn where they stand, is away then for a while. */
    private void emptiedBesideOld(SyncRules rules) {
        found(45, 3, options -> options.withSyncRules(rules));
        writeOldRows();
        nodes.cluster.stop(nodes.node(2));
        Runnable putBack = nodes.node(2).disk().copy();
        nodes.restart(2);
        nodes.cluster.stop(nodes.node(2));
        putBack.run();
        nodes.cluster.restart(nodes.node(2));
        nodes.world
                .time()
                .runUntil(
                        () -> nodes.cluster.core(nodes.node(2)).antiEntropy().isDoubtful(),
                        TimeUnit.SECONDS.toNanos(20));
        nodes.kill(2);
        nodes.lose(0);
        nodes.cluster.restart(nodes.node(0));
        long token = Values.token(Values.partition(table(), 1));
        nodes.world
                .time()
                .runUntil(
                        () -> nodes.cluster.core(nodes.node(0)).antiEntropy().settled(table().id(), token) > 0,
                        TimeUnit.SECONDS.toNanos(20));
        assertThat(stored(0))
                .as("who takes a time for settled holds everything from before it")
                .hasSize(ROWS);
        nodes.cutOff(1);
        nodes.cluster.restart(nodes.node(2));
        nodes.runFor(60);
        assertThat(stored(2)).as("an emptied node's word is no evidence").hasSize(ROWS);

        nodes.world.network().reconnect();
        nodes.cluster.awaitServing();
        nodes.runFor(3 * INTERVAL);
        for (int node = 0; node < 3; node++) {
            assertThat(nodes.run(node, "SELECT v FROM t WHERE k = 1", ONE)).hasSize(ROWS);
        }
        deleteAll(0);
        assertGoneForGood();
    }

    @Test
    void shouldDropNothingOnAnEmptiedNodesWord() {
        emptiedBesideOld(SyncRules.SOUND);
    }

    @Test
    void shouldNoticeAnEmptiedNodeThatAdoptsSettledTime() {
        assertNoticed(() -> emptiedBesideOld(new SyncRules() {
            @Override
            public boolean isComplete(boolean remembers) {
                return true;
            }
        }));
    }

    private void restored(long seed, SyncRules rules, long savesMillis) {
        found(seed, 3, options -> options.withSyncRules(rules));
        writeOldRows();
        nodes.cluster.stop(nodes.node(2));
        Runnable putBack = nodes.node(2).disk().copy();
        nodes.restart(2);
        deleteAll(0);
        assertGoneForGood();
        nodes.cluster.stop(nodes.node(2));
        putBack.run();
        nodes.cluster.savesTake(TimeUnit.MILLISECONDS.toNanos(savesMillis));
        nodes.cluster.restart(nodes.node(2));
        nodes.runFor(10);
        nodes.cluster.savesTake(TimeUnit.MILLISECONDS.toNanos(1));
        nodes.cluster.awaitServing();

        assertGoneForGood();
    }

    @Test
    void shouldNotBringBackWhatAnOldDirectoryStillHolds() {
        restored(39, SyncRules.SOUND, 1);
    }

    /** Until it is found out the others compare themselves with it. */
    @Test
    void shouldNotBringBackWhatAnOldDirectoryStillHoldsThoughItIsFoundOutLate() {
        restored(51, SyncRules.SOUND, 2_000);
    }

    @Test
    void shouldNoticeAnOldDirectoryThatComparesBeforeItIsFoundOut() {
        assertNoticed(() -> restored(
                51,
                new SyncRules() {
                    @Override
                    public boolean mayCompare(boolean isProven) {
                        return true;
                    }
                },
                2_000));
    }

    @Test
    void shouldNoticeAnOldDirectoryThatDoesNotYield() {
        assertNoticed(() -> restored(
                39,
                new SyncRules() {
                    @Override
                    public boolean remembersDoubt() {
                        return false;
                    }
                },
                1));
    }

    @Test
    void shouldNotBringBackWhatIsDeletedByATombstoneThatCannotBeRead() {
        found(40, 3);
        writeOldRows();
        nodes.kill(2);
        nodes.runFor(10);
        deleteAll(0);
        nodes.cluster.stop(nodes.node(1));
        for (RowKey key : stored(1).keySet()) {
            byte[] bytes = StoredRows.bytes(nodes.cluster, nodes.node(1), key);
            bytes[bytes.length / 2] ^= 4;
            Batch flipped = new Batch();
            flipped.put(key.bytes(), bytes);
            nodes.cluster.engine(nodes.node(1)).engine().write(flipped, true);
        }
        nodes.cluster.restart(nodes.node(1));
        nodes.runFor(2);
        nodes.restart(2);

        assertGoneForGood();
    }

    // Changes of owners

    @Test
    void shouldNotBringBackByALongStreamWhatIsDeletedMeanwhile() {
        found(41, 3);
        for (int k = 0; k < 40; k++) {
            nodes.run(0, "INSERT INTO t (k, c, v) VALUES (" + k + ", 1, 1)", ALL);
        }
        nodes.runFor(3 * INTERVAL);
        SimNode newcomer = nodes.cluster.add();
        nodes.world.time().runUntil(() -> !nodes.cluster.isAtRest(), TimeUnit.SECONDS.toNanos(60));
        for (int k = 0; k < 40; k++) {
            if (k % 5 == 0) {
                newcomer.pause(TimeUnit.SECONDS.toNanos(1));
            }
            nodes.run(k % 3, "DELETE FROM t WHERE k = " + k + " AND c = 1");
        }
        nodes.cluster.awaitServing();

        assertGoneForGood(4); // the ranges are new: nobody has compared them yet
    }

    // Clocks

    @Test
    void shouldPurgeThoughClocksAreWrong() {
        found(42, 3);
        nodes.node(1).clock().skew(TimeUnit.SECONDS.toMicros(40));
        nodes.node(2).clock().skew(-TimeUnit.SECONDS.toMicros(40));
        nodes.runFor(5);
        for (int c = 0; c < ROWS; c++) {
            nodes.run(1, "INSERT INTO t (k, c, v) VALUES (1, " + c + ", 1)", ALL);
        }
        nodes.runFor(3 * INTERVAL);
        deleteAll(2);

        assertGoneForGood();
    }

    @Test
    void shouldKeepATombstoneFromTheFutureUntilItsTimestampIsSettledToo() {
        found(43, 3);
        writeOldRows();
        long future = nodes.node(0).clock().wallMicros() + TimeUnit.SECONDS.toMicros(45);
        for (int c = 0; c < ROWS; c++) {
            nodes.run(0, "DELETE FROM t USING TIMESTAMP " + future + " WHERE k = 1 AND c = " + c);
        }
        nodes.runFor(6 * INTERVAL);
        assertThat(stored(0))
                .as("it still deletes what is written with a lower timestamp")
                .hasSize(ROWS);
        nodes.run(1, "INSERT INTO t (k, c, v) VALUES (1, 1, 2) USING TIMESTAMP " + (future - 1));
        assertThat(nodes.run(1, "SELECT v FROM t WHERE k = 1")).isEmpty();
        nodes.runFor(30);

        assertGoneForGood();
    }

    @Test
    void shouldNotKeepATombstoneFromThePast() {
        found(44, 3);
        writeOldRows();
        for (int c = 0; c < ROWS; c++) {
            nodes.run(0, "DELETE FROM t USING TIMESTAMP 5 WHERE k = 1 AND c = " + c);
        }
        nodes.runFor(3 * INTERVAL);
        assertThat(nodes.run(1, "SELECT v FROM t WHERE k = 1")).hasSize(ROWS);
        stored(0).values().forEach(row -> assertThat(row.deletion()).isNull());
        deleteAll(1);

        assertGoneForGood();
    }
}
