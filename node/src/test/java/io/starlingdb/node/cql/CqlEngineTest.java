package io.starlingdb.node.cql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.node.cql.ast.Batch;
import io.starlingdb.node.cql.plan.SchemaEvent;
import io.starlingdb.node.cql.run.ResultSet;
import io.starlingdb.node.cql.value.BindVariable;
import io.starlingdb.node.cql.value.Evaluation;
import io.starlingdb.node.schema.ListType;
import io.starlingdb.node.schema.ScalarType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CqlEngineTest {

    private final Testbed node = new Testbed();

    @BeforeEach
    void createTable() {
        node.run("CREATE TABLE t (p int, c int, v text, l list<int>, PRIMARY KEY (p, c))");
    }

    private static byte[] number(int value) {
        return ScalarType.INT.encode(value);
    }

    private static byte[] text(String value) {
        return ScalarType.TEXT.encode(value);
    }

    private static List<byte @Nullable []> values(byte @Nullable []... values) {
        return Arrays.asList(values);
    }

    private static void assertInvalid(String message, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(StarlingException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.INVALID);
            assertThat(e.text()).contains(message);
        });
    }

    @Test
    void shouldSayWhatEachMarkerTakes() {
        Prepared prepared =
                node.engine.prepare("SELECT v FROM t WHERE p = ? AND c IN ? PER PARTITION LIMIT :each LIMIT ?", "k");

        assertThat(prepared.variables())
                .containsExactly(
                        new BindVariable("p", ScalarType.INT),
                        new BindVariable("in(c)", new ListType(ScalarType.INT, true)),
                        new BindVariable("each", ScalarType.INT),
                        new BindVariable("[limit]", ScalarType.INT));
        assertThat(prepared.routing()).containsExactly(0);
        assertThat(prepared.table()).isEqualTo("t");
        assertThat(prepared.columns()).hasSize(1);
    }

    @Test
    void shouldNameMarkersOfWritesAsDriversExpect() {
        Prepared prepared = node.engine.prepare(
                "UPDATE t USING TTL ? AND TIMESTAMP ? SET v = ?, l[?] = ? WHERE c = ? AND p = ?", "k");

        assertThat(prepared.variables())
                .extracting(BindVariable::name)
                .containsExactly("[ttl]", "[timestamp]", "v", "idx(l)", "value(l)", "c", "p");
        assertThat(prepared.routing()).containsExactly(6);
    }

    @Test
    void shouldNotRouteWhereTheKeyIsNotAMarker() {
        assertThat(node.engine.prepare("SELECT v FROM t WHERE p = 1", "k").routing())
                .isEmpty();
        assertThat(node.engine.prepare("SELECT v FROM t WHERE p IN (?, ?)", "k").routing())
                .isEmpty();
    }

    @Test
    void shouldBindValuesByPlaceAndByName() {
        node.run("INSERT INTO t (p, c, v) VALUES (?, ?, ?)", number(1), number(2), text("x"));
        Prepared prepared = node.engine.prepare("INSERT INTO t (p, c, v) VALUES (:p, :c, :v)", "k");
        List<byte @Nullable []> named =
                CqlEngine.byName(prepared.variables(), Map.of("v", text("y"), "p", number(1), "c", number(3)));
        node.engine.execute(prepared, named, node.session).join();

        assertThat(node.rows("SELECT c, v FROM t WHERE p = ?", number(1))).containsExactly("2 | 'x'", "3 | 'y'");
    }

    @Test
    void shouldLeaveUnsetColumnsAlone() {
        node.run("INSERT INTO t (p, c, v, l) VALUES (1, 1, 'x', [1])");
        node.run("INSERT INTO t (p, c, v, l) VALUES (1, 1, ?, ?)", Evaluation.UNSET, null);
        assertThat(node.rows("SELECT v, l FROM t")).containsExactly("'x' | null");

        int writes = node.data.writes;
        node.run("UPDATE t SET v = ? WHERE p = 1 AND c = 1", Evaluation.UNSET);
        assertThat(node.data.writes).as("nothing to write").isEqualTo(writes);
    }

    @Test
    void shouldRefuseUnsetAndNullInKeys() {
        assertInvalid(
                "Invalid unset value in condition for column p",
                () -> node.run("SELECT v FROM t WHERE p = ?", Evaluation.UNSET));
        assertInvalid(
                "Invalid null value in condition for column c",
                () -> node.run("INSERT INTO t (p, c) VALUES (1, ?)", new byte @Nullable [][] {null}));
        assertInvalid(
                "Invalid null value for IN on column c",
                () -> node.run("SELECT v FROM t WHERE p = 1 AND c IN ?", new byte @Nullable [][] {null}));
    }

    @Test
    void shouldRefuseValuesThatAreNoneOfTheirType() {
        assertInvalid(
                "Invalid value for p of type int", () -> node.run("SELECT v FROM t WHERE p = ?", new byte[] {1, 2}));
        assertInvalid(
                "Invalid value for v of type text",
                () -> node.run("INSERT INTO t (p, c, v) VALUES (1, 1, ?)", new byte[] {(byte) 0xff}));
        assertInvalid(
                "There were 1 markers(?) in CQL but 0 bound variables", () -> node.run("SELECT v FROM t WHERE p = ?"));
    }

    @Test
    void shouldBindAWholeInListAndALimit() {
        for (int c = 1; c <= 4; c++) {
            node.run("INSERT INTO t (p, c) VALUES (1, " + c + ")");
        }
        byte[] list = new ListType(ScalarType.INT, true).encode(List.of(4, 2, 2, 9, 1));

        assertThat(node.rows("SELECT c FROM t WHERE p = 1 AND c IN ? LIMIT ?", list, number(2)))
                .containsExactly("1", "2");
        assertThat(node.rows("SELECT c FROM t WHERE p = 1 LIMIT ?", Evaluation.UNSET))
                .hasSize(4);
        assertInvalid("LIMIT must be strictly positive", () -> node.run("SELECT c FROM t LIMIT ?", number(0)));
    }

    @Test
    void shouldPlanOnceForEachVersionOfTheSchema() {
        Prepared first = node.engine.prepare("SELECT * FROM t", "k");
        assertThat(node.engine.prepare("SELECT * FROM t", "k")).isSameAs(first);

        node.run("ALTER TABLE t ADD w int");
        Prepared second = node.engine.prepare("SELECT * FROM t", "k");
        assertThat(second.columns()).hasSize(5);
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(node.engine.execute(first, List.of(), node.session).join().columns())
                .as("an old plan is not run")
                .hasSize(5);
    }

    @Test
    void shouldTellTheSameStatementOfTwoKeyspacesApart() {
        node.run("CREATE KEYSPACE other WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
        node.run("CREATE TABLE other.t (p int PRIMARY KEY)");

        Prepared here = node.engine.prepare("SELECT * FROM t", "k");
        Prepared there = node.engine.prepare("SELECT * FROM t", "other");
        assertThat(here.id()).isNotEqualTo(there.id());
        assertThat(there.columns()).hasSize(1);
        assertInvalid("No keyspace has been specified", () -> node.engine.prepare("SELECT * FROM t", null));
    }

    @Test
    void shouldAnswerSchemaStatementsWithWhatChanged() {
        ResultSet created = node.run("CREATE TABLE u (p int PRIMARY KEY)");
        assertThat(created.event()).isEqualTo(new SchemaEvent(SchemaEvent.Change.CREATED, "k", "u"));
        assertThat(node.run("CREATE TABLE IF NOT EXISTS u (p int PRIMARY KEY)").kind())
                .isEqualTo(ResultSet.Kind.VOID);
        assertThat(node.run("ALTER TABLE u ADD v int").event())
                .isEqualTo(new SchemaEvent(SchemaEvent.Change.UPDATED, "k", "u"));
        assertThat(node.run("DROP TABLE u").event()).isEqualTo(new SchemaEvent(SchemaEvent.Change.DROPPED, "k", "u"));
        assertThat(node.run("DROP KEYSPACE IF EXISTS nowhere").kind()).isEqualTo(ResultSet.Kind.VOID);
        assertThat(node.run("DROP KEYSPACE k").event()).isEqualTo(new SchemaEvent(SchemaEvent.Change.DROPPED, "k", ""));
    }

    @Test
    void shouldAnswerUseWithTheKeyspace() {
        ResultSet used = node.run("USE \"k\"");

        assertThat(used.kind()).isEqualTo(ResultSet.Kind.SET_KEYSPACE);
        assertThat(used.keyspace()).isEqualTo("k");
    }

    @Test
    void shouldMergeWhatABatchDoesToOnePartition() {
        Prepared insert = node.engine.prepare("INSERT INTO t (p, c, v) VALUES (?, ?, ?)", "k");
        Prepared delete = node.engine.prepare("DELETE FROM t WHERE p = ?", "k");
        ResultSet result = node.engine
                .batch(
                        Batch.Kind.LOGGED,
                        List.of(
                                new CqlEngine.Bound(insert, values(number(1), number(1), text("a"))),
                                new CqlEngine.Bound(insert, values(number(1), number(2), text("b"))),
                                new CqlEngine.Bound(insert, values(number(2), number(1), text("c"))),
                                new CqlEngine.Bound(delete, values(number(3)))),
                        node.session)
                .join();

        assertThat(node.data.writes).isEqualTo(3);
        assertThat(result.warnings()).isEmpty();
        assertThat(node.rows("SELECT v FROM t WHERE p IN (1, 2)")).containsExactly("'a'", "'b'", "'c'");
    }

    @Test
    void shouldRefuseReadsInABatch() {
        Prepared select = node.engine.prepare("SELECT * FROM t", "k");

        assertThat(node.engine.batch(
                        Batch.Kind.UNLOGGED, List.of(new CqlEngine.Bound(select, List.of())), node.session))
                .failsWithin(java.time.Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("only UPDATE, INSERT and DELETE statements are allowed");
    }

    @Test
    void shouldFailTheFutureWithTheBareError() {
        Throwable[] seen = {null};
        node.engine.execute("SELECT nothing FROM t", List.of(), node.session).whenComplete((r, e) -> seen[0] = e);
        assertThat(seen[0]).isInstanceOf(StarlingException.class);

        node.engine
                .execute("UPDATE t SET l[5] = 1 WHERE p = 1 AND c = 1", List.of(), node.session)
                .whenComplete((r, e) -> seen[0] = e);
        assertThat(seen[0]).isInstanceOf(StarlingException.class).hasMessageContaining("List index 5");
    }

    @Test
    void shouldPointAtThePlaceOfWhatIsInvalid() {
        assertThatThrownBy(() -> node.run("SELECT v\nFROM t\nWHERE x = 1"))
                .isInstanceOfSatisfying(
                        StarlingException.class,
                        e -> assertThat(e.numbers()).containsEntry("line", 3).containsEntry("column", 7));
    }

    @Test
    void shouldRefuseLevelsThatDoNotFit() {
        assertInvalid(
                "ANY ConsistencyLevel is only supported for writes",
                () -> node.run(node.session.withConsistency(ConsistencyLevel.ANY), "SELECT * FROM t"));
        assertInvalid(
                "You must use conditional updates for serializable writes",
                () -> node.run(node.session.withConsistency(ConsistencyLevel.SERIAL), "DELETE FROM t WHERE p = 1"));
    }

    @Test
    void shouldStopWhenTheTimeOfTheStatementIsOver() {
        for (int p = 0; p < 10; p++) {
            node.run("INSERT INTO t (p, c) VALUES (" + p + ", 1)");
        }
        node.data.beforeRead = () -> node.time.advanceSeconds(4);

        assertThatThrownBy(() -> node.run(
                        node.session.withPage(0, null).withTimeoutNanos(10_000_000_000L),
                        "SELECT p FROM t WHERE p IN (1,2,3,4)"))
                .isInstanceOfSatisfying(
                        StarlingException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TIMEOUT));
    }

    @Test
    void shouldCountABigTableWithoutHoldingItsRows() {
        for (int p = 0; p < 50; p++) {
            StringBuilder batch = new StringBuilder("BEGIN UNLOGGED BATCH ");
            for (int c = 0; c < 200; c++) {
                batch.append("INSERT INTO t (p, c) VALUES (" + p + ", " + c + ") ");
            }
            node.run(batch + "APPLY BATCH");
        }
        node.data.reads = 0;
        node.data.greatestRowLimit = 0;

        ResultSet counted = node.run("SELECT count(*) FROM t");

        assertThat(Testbed.rows(counted)).containsExactly("10000");
        assertThat(counted.warnings()).singleElement().asString().contains("without partition key");
        assertThat(node.data.greatestRowLimit).isLessThanOrEqualTo(2_000);
        assertThat(node.data.reads).isGreaterThanOrEqualTo(5);
    }

    @Test
    void shouldReadTensOfThousandsOfPagesWithoutGrowingTheStack() {
        for (int p = 0; p < 10_000; p++) {
            node.run("INSERT INTO t (p, c) VALUES (?, 1)", number(p));
        }
        byte[] keys = new ListType(ScalarType.INT, true)
                .encode(java.util.stream.IntStream.range(0, 10_000).boxed().toList());

        assertThat(node.rows("SELECT count(*) FROM t WHERE p IN ?", keys)).containsExactly("10000");
        assertInvalid(
                "name more than 10000 partitions",
                () -> node.run(
                        "SELECT count(*) FROM t WHERE p IN ?",
                        new ListType(ScalarType.INT, true)
                                .encode(java.util.stream.IntStream.range(0, 10_001)
                                        .boxed()
                                        .toList())));
    }

    @Test
    void shouldRefuseToSortTooManyRows() {
        for (int p = 0; p < 3; p++) {
            for (int from = 0; from < 7_000; from += 1_000) {
                StringBuilder batch = new StringBuilder("BEGIN UNLOGGED BATCH ");
                for (int c = from; c < from + 1_000; c++) {
                    batch.append("INSERT INTO t (p, c) VALUES (" + p + ", " + c + ") ");
                }
                node.run(batch + "APPLY BATCH");
            }
        }

        assertInvalid(
                "sorts at most 20000 rows", () -> node.run("SELECT c FROM t WHERE p IN (0, 1, 2) ORDER BY c DESC"));
        assertThat(node.rows("SELECT c FROM t WHERE p IN (0, 1) ORDER BY c DESC LIMIT 3"))
                .containsExactly("6999", "6999", "6998");
    }
}
