package io.starlingdb.node.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.node.cql.run.ResultSet;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.storage.Batch;
import io.starlingdb.sim.NetworkFaults;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What other systems of this kind got wrong, each as it would happen here. (One more, a deletion on a fallback that destroys a row which was created
 * again, needs five nodes: {@link SloppySimulationTest}.)
 */
class AnomaliesTest {
    private static final ConsistencyLevel ONE = ConsistencyLevel.ONE;
    private static final ConsistencyLevel ALL = ConsistencyLevel.ALL;
    private static final long MINUTE_MICROS = TimeUnit.MINUTES.toMicros(1);

    @Test
    void shouldCountExactlyOverLostDisksAndRepeatedFrames() {
        CqlNodes nodes = CqlNodes.sound(1);
        nodes.run(0, "CREATE TABLE t (k int PRIMARY KEY, n counter)");
        nodes.world.network().faults(new NetworkFaults(0, 0.2, 0, 0, 200_000_000L));
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 30; i++) {
                nodes.run(i % 3, "UPDATE t SET n = n + 1 WHERE k = 1");
            }
            nodes.awaitEqual();
            nodes.lose(round);
            nodes.restart(round);
        }
        nodes.awaitEqual();
        for (int node = 0; node < 3; node++) {
            assertThat(nodes.run(node, "SELECT n FROM t WHERE k = 1", ONE)).containsExactly("90");
        }
    }

    /** A read that is meant for a member reaches, at its address, the emptied node that has not taken its place yet. */
    @Test
    void shouldNotCountReadsOfAnEmptiedNodeThatHasNotTakenItsPlaceYet() {
        CqlNodes nodes = CqlNodes.mendingByReadsAlone(9);
        nodes.run(0, "CREATE TABLE t (k int PRIMARY KEY, v int)");
        nodes.kill(2);
        nodes.runFor(10);
        nodes.run(0, "INSERT INTO t (k, v) VALUES (1, 1)");
        nodes.restart(2);
        nodes.kill(1);
        nodes.lose(0);
        nodes.cluster.restart(nodes.node(0));
        List<CompletableFuture<ResultSet>> reads = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            reads.add(nodes.begin(2, "SELECT v FROM t WHERE k = 1", ConsistencyLevel.QUORUM));
            nodes.world.time().runFor(TimeUnit.MILLISECONDS.toNanos(20));
        }
        nodes.runFor(5);
        assertThat(reads)
                .as("the one replica that holds the row is away")
                .allMatch(CompletableFuture::isCompletedExceptionally);
    }

    /** How a coordinator comes to know less of what it wrote than before. */
    enum Loss {
        DISK,
        PARTITION,
        ROW,
        OLD_SNAPSHOT
    }

    /** A dot that is given twice swallows one of the two writes: the second looks like what is there already. */
    @ParameterizedTest
    @EnumSource(Loss.class)
    void shouldNotGiveADotTwiceAfterALoss(Loss loss) {
        CqlNodes nodes = CqlNodes.sound(2);
        nodes.run(0, "CREATE TABLE t (k int, c int, v text, PRIMARY KEY (k, c)) WITH conflicts = 'siblings'");
        nodes.run(0, "INSERT INTO t (k, c, v) VALUES (1, 1, 'before')", ALL);
        Runnable putBack = () -> {};
        if (loss == Loss.OLD_SNAPSHOT) {
            nodes.cluster.stop(nodes.node(0));
            putBack = nodes.node(0).disk().copy();
            nodes.restart(0);
        }
        nodes.run(0, "INSERT INTO t (k, c, v) VALUES (1, 1, 'first')", ALL);
        switch (loss) {
            case DISK -> nodes.lose(0);
            case OLD_SNAPSHOT -> {
                nodes.cluster.stop(nodes.node(0));
                putBack.run();
            }
            case PARTITION, ROW -> {
                nodes.kill(0); // after a clean stop the sums would vouch for what is gone
                Batch gone = new Batch();
                for (RowKey key : StoredRows.of(nodes.cluster, nodes.node(0)).keySet()) {
                    if (loss == Loss.PARTITION || key.clustering().length > 0) {
                        gone.delete(key.bytes());
                    }
                }
                nodes.cluster.engine(nodes.node(0)).engine().write(gone, true);
            }
        }
        nodes.restart(0);
        nodes.run(0, "INSERT INTO t (k, c, v) VALUES (1, 1, 'second')");
        nodes.awaitEqual();
        for (int node = 0; node < 3; node++) {
            assertThat(nodes.run(node, "SELECT siblings(v) FROM t WHERE k = 1", ONE)
                            .get(0))
                    .contains("before", "first", "second");
        }
    }

    @Test
    void shouldEndWithTheNewestWhenHintsArriveOutOfOrder() {
        CqlNodes nodes = CqlNodes.sound(3);
        nodes.run(0, "CREATE TABLE t (k int PRIMARY KEY, v int, w int)");
        nodes.run(0, "INSERT INTO t (k, v, w) VALUES (1, 0, 0)", ALL);
        nodes.kill(2);
        nodes.runFor(10);
        nodes.run(0, "INSERT INTO t (k, v, w) VALUES (1, 1, 1)");
        nodes.run(0, "DELETE FROM t WHERE k = 1");
        nodes.run(1, "INSERT INTO t (k, v) VALUES (1, 2)");
        nodes.runFor(10);
        nodes.kill(0); // with the older hints
        nodes.cluster.restart(nodes.node(2));
        nodes.runFor(20);
        assertThat(nodes.run(2, "SELECT v, w FROM t WHERE k = 1", ONE)).containsExactly("2 null");
        nodes.restart(0);
        nodes.awaitEqual();
        assertThat(nodes.run(2, "SELECT v, w FROM t WHERE k = 1", ONE)).containsExactly("2 null");
    }

    @Test
    void shouldNotGoBackAtQuorumAfterAHalfDoneWrite() {
        CqlNodes nodes = CqlNodes.mendingByReadsAlone(4);
        nodes.run(0, "CREATE TABLE t (k int PRIMARY KEY, v int)");
        nodes.run(0, "INSERT INTO t (k, v) VALUES (1, 1)", ALL);
        nodes.cutOff(0);
        CompletableFuture<ResultSet> half =
                nodes.begin(0, "INSERT INTO t (k, v) VALUES (1, 2)", ConsistencyLevel.QUORUM);
        nodes.runFor(20);
        assertThat(half).isCompletedExceptionally();
        nodes.kill(2);
        nodes.world.network().reconnect();
        nodes.runFor(20);
        assertThat(nodes.run(1, "SELECT v FROM t WHERE k = 1")).containsExactly("2");
        nodes.kill(0);
        nodes.cluster.restart(nodes.node(2));
        nodes.runFor(20);
        assertThat(nodes.run(2, "SELECT v FROM t WHERE k = 1")).containsExactly("2");
    }

    @Test
    void shouldKeepALaterWriteThoughItsClockRunsMinutesBehind() {
        CqlNodes nodes = CqlNodes.sound(5);
        nodes.run(0, "CREATE TABLE t (k int PRIMARY KEY, v int)");
        nodes.node(0).clock().skew(2 * MINUTE_MICROS);
        nodes.node(1).clock().skew(-2 * MINUTE_MICROS);
        nodes.runFor(5);
        for (int value = 1; value <= 10; value++) {
            nodes.run(value % 2, "INSERT INTO t (k, v) VALUES (1, " + value + ")");
            assertThat(nodes.run(2, "SELECT v FROM t WHERE k = 1")).containsExactly("" + value);
        }
    }

    @Test
    void shouldNotMixTheColumnsOfTwoWritesWithOneTimestamp() {
        CqlNodes nodes = CqlNodes.sound(6);
        nodes.run(0, "CREATE TABLE t (k int PRIMARY KEY, a int, b int)");
        nodes.cutOff(0);
        for (int key = 0; key < 20; key++) {
            nodes.run(0, "INSERT INTO t (k, a, b) VALUES (" + key + ", 1, 2) USING TIMESTAMP 1000", ONE);
            nodes.run(1, "INSERT INTO t (k, a, b) VALUES (" + key + ", 2, 1) USING TIMESTAMP 1000", ONE);
        }
        nodes.world.network().reconnect();
        nodes.runFor(10);
        nodes.awaitEqual();
        for (int key = 0; key < 20; key++) {
            assertThat(nodes.run(2, "SELECT a, b FROM t WHERE k = " + key).get(0))
                    .isIn("1 2", "2 1");
        }
    }

    /** Sums of live cells do not tell a replica without a tombstone from one that has it: recovery must not go by them. */
    @Test
    void shouldNotBringBackByRecoveryWhatWasDeletedOnTheLostDisk() {
        CqlNodes nodes = CqlNodes.mendingByReadsAlone(8);
        nodes.run(0, "CREATE TABLE t (k int PRIMARY KEY, v int)");
        nodes.run(0, "INSERT INTO t (k, v) VALUES (1, 1)", ALL);
        nodes.kill(2);
        nodes.runFor(10);
        nodes.run(0, "DELETE FROM t WHERE k = 1");
        nodes.lose(0);
        nodes.cluster.restart(nodes.node(0));
        nodes.restart(2);
        nodes.kill(1);
        nodes.runFor(10);
        assertThat(nodes.run(0, "SELECT v FROM t WHERE k = 1")).isEmpty();
        assertThat(nodes.run(2, "SELECT v FROM t WHERE k = 1")).isEmpty();
    }

    /** Three replicas of rows 1 to 10; the last one lacks what the statement did, and nobody but a read will tell it. */
    private static CqlNodes diverged(String statement) {
        CqlNodes nodes = CqlNodes.mendingByReadsAlone(7);
        nodes.run(0, "CREATE TABLE t (k int, c int, s int static, v int, m map<int, int>, PRIMARY KEY (k, c))");
        for (int row = 1; row <= 10; row++) {
            nodes.run(0, "INSERT INTO t (k, c, s, v, m) VALUES (1, " + row + ", 7, 0, {1: 1, 2: 2})", ALL);
        }
        nodes.kill(2);
        nodes.runFor(10);
        nodes.run(0, statement);
        nodes.restart(2);
        nodes.kill(1);
        nodes.runFor(10);
        return nodes;
    }

    @Test
    void shouldFillALimitOverReplicasThatDiffer() {
        CqlNodes nodes = diverged("DELETE FROM t WHERE k = 1 AND c <= 5");
        assertThat(nodes.run(2, "SELECT c FROM t WHERE k = 1 LIMIT 3")).containsExactly("6", "7", "8");
        nodes = diverged("DELETE FROM t WHERE k = 1 AND c >= 6");
        assertThat(nodes.run(2, "SELECT c FROM t WHERE k = 1 ORDER BY c DESC LIMIT 3"))
                .containsExactly("5", "4", "3");
    }

    @Test
    void shouldBringRangeTombstonesByReadRepair() {
        CqlNodes nodes = diverged("DELETE FROM t WHERE k = 1 AND c >= 3 AND c < 9");
        assertThat(nodes.run(2, "SELECT c FROM t WHERE k = 1")).containsExactly("1", "2", "9", "10");
        nodes.kill(0);
        nodes.runFor(10);
        assertThat(nodes.run(2, "SELECT c FROM t WHERE k = 1", ONE)).containsExactly("1", "2", "9", "10");
        nodes.run(2, "INSERT INTO t (k, c, v) VALUES (1, 5, 1) USING TIMESTAMP 1000", ONE);
        assertThat(nodes.run(2, "SELECT c FROM t WHERE k = 1", ONE)).containsExactly("1", "2", "9", "10");
    }

    /** Whatever a write did, the read that notices it brings it to the replica that lacks it, for good. */
    @ParameterizedTest
    @EnumSource(Change.class)
    void shouldRepairByAReadWhateverAReplicaMissed(Change change) {
        CqlNodes nodes = diverged(change.statement);
        List<String> read = nodes.run(2, change.query);
        nodes.kill(0);
        nodes.runFor(10);
        assertThat(read).isEqualTo(change.expected);
        assertThat(nodes.run(2, change.query, ONE)).isEqualTo(change.expected);
    }

    /** What a replica may have missed, the read that is to mend it, and its answer. */
    enum Change {
        ROW("INSERT INTO t (k, c, v) VALUES (1, 1, 5)", "SELECT v FROM t WHERE k = 1 AND c = 1", "5"),
        DELETED_ROW("DELETE FROM t WHERE k = 1 AND c = 1", "SELECT v FROM t WHERE k = 1 AND c = 1"),
        DELETED_CELL("DELETE v FROM t WHERE k = 1 AND c = 1", "SELECT v FROM t WHERE k = 1 AND c = 1", "null"),
        SLICE(
                "INSERT INTO t (k, c, v) VALUES (1, 4, 5)",
                "SELECT v FROM t WHERE k = 1 AND c > 2 AND c < 6",
                "0",
                "5",
                "0"),
        TOKEN_RANGE("INSERT INTO t (k, c, v) VALUES (2, 1, 5)", "SELECT v FROM t WHERE v = 5 ALLOW FILTERING", "5"),
        STATIC("UPDATE t SET s = 8 WHERE k = 1", "SELECT s FROM t WHERE k = 1 LIMIT 1", "8"),
        ELEMENT(
                "UPDATE t SET m[3] = 3 WHERE k = 1 AND c = 1",
                "SELECT m FROM t WHERE k = 1 AND c = 1",
                "{1: 1, 2: 2, 3: 3}"),
        DELETED_ELEMENT("DELETE m[1] FROM t WHERE k = 1 AND c = 1", "SELECT m FROM t WHERE k = 1 AND c = 1", "{2: 2}"),
        COLLECTION("UPDATE t SET m = {9: 9} WHERE k = 1 AND c = 1", "SELECT m FROM t WHERE k = 1 AND c = 1", "{9: 9}"),
        PARTITION("DELETE FROM t WHERE k = 1", "SELECT c FROM t WHERE k = 1");

        private final String statement;
        private final String query;
        private final List<String> expected;

        Change(String statement, String query, String... expected) {
            this.statement = statement;
            this.query = query;
            this.expected = List.of(expected);
        }
    }
}
