package io.starlingdb.node.cql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.api.core.type.TupleType;
import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.node.cql.run.Session;
import io.starlingdb.node.process.Cluster;
import io.starlingdb.node.process.DriverSession;
import io.starlingdb.node.process.NodeProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The CQL reference, line by line, through the Apache Java driver against a real node. Each line of {@code node/CQL.md} names a script that has a
 * chapter of its name ({@code -- § what}), or a test class of its own; a line that says "no" has a chapter of refusals only.
 */
class CqlReferenceIT {
    private static final TupleType PAIR = DataTypes.tupleOf(DataTypes.INT, DataTypes.TEXT);

    @TempDir
    static Path directory;

    private static Cluster cluster;
    private static CqlSession session;

    @BeforeAll
    static void start() {
        cluster = Cluster.of(directory, 1).found();
        NodeProcess.Addresses addresses = cluster.node(0).addresses();
        session = DriverSession.plain(addresses.host(), addresses.cql(), "dc1");
    }

    @AfterAll
    static void stop() {
        if (session != null) {
            session.close();
        }
        if (cluster != null) {
            cluster.close();
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void shouldAnswerADriverAsTheScriptSays(String script) throws IOException {
        freshKeyspace();

        new ScriptRunner(
                        new DriverScripts(session),
                        Session.DEFAULT.withKeyspace("k").withConsistency(ConsistencyLevel.QUORUM))
                .run(script);
    }

    static List<String> scripts() throws IOException {
        Set<String> names = new TreeSet<>();
        for (CqlReference.Line line : CqlReference.read().lines()) {
            line.tests().stream().filter(CqlReferenceIT::isScript).forEach(names::add);
        }
        return List.copyOf(names);
    }

    @Test
    void shouldTakeBindMarkersInEveryPlace() {
        freshKeyspace();
        session.execute(
                "CREATE TABLE b (p int, c int, d text, v int, l list<int>, m map<text, int>, t tuple<int, text>,"
                        + " PRIMARY KEY (p, c, d))");
        session.execute(
                session.prepare("INSERT INTO b (p, c, d, v, l, m, t) VALUES (?, :c, ?, ?, ?, {'k': ?}, (?, 'x'))"
                                + " USING TTL ? AND TIMESTAMP ?")
                        .bind(1, 2, "d", 3, List.of(1, 2), 4, 5, 1_000, 77L));
        session.execute(session.prepare("UPDATE b SET l[?] = ?, m[?] = ?, v = ? WHERE p = ? AND (c, d) = ?")
                .bind(1, 9, "k2", 8, 6, 1, PAIR.newValue(2, "d")));

        assertThat(only("SELECT l, m, v, t FROM b WHERE p = ? AND c IN ? AND d > ? LIMIT ?", 1, List.of(2, 3), "a", 5))
                .isEqualTo("[l:[1,9], m:{'k':4,'k2':8}, v:6, t:(5,'x')]");
        assertThat(only(
                        "SELECT v FROM b WHERE p = :p AND (c, d) IN ? PER PARTITION LIMIT ?",
                        1,
                        List.of(PAIR.newValue(2, "d")),
                        1))
                .isEqualTo("[v:6]");
        assertThat(only(
                        "SELECT v + ? AS a, m[?] AS b, (int) ? AS c, token(p) AS t FROM b WHERE token(p) > ? ALLOW FILTERING",
                        1,
                        "k",
                        7,
                        Long.MIN_VALUE))
                .isEqualTo("[a:7, b:4, c:7, t:-4069959284402364209]");
        assertThat(only(
                        "SELECT v FROM b WHERE m[?] = ? AND l CONTAINS ? AND t = ? ALLOW FILTERING",
                        "k",
                        4,
                        9,
                        PAIR.newValue(5, "x")))
                .isEqualTo("[v:6]");
        session.execute(session.prepare("DELETE m[?], l FROM b USING TIMESTAMP ? WHERE p = ? AND c = ? AND d = ?")
                .bind("k2", TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis() + 100), 1, 2, "d"));
        assertThat(only("SELECT l, m FROM b WHERE p IN ? AND c >= ?", List.of(1), 2))
                .isEqualTo("[l:[], m:{'k':4}]");
    }

    @Test
    void shouldLeaveUnsetValuesAloneAndRefuseThemInKeys() {
        freshKeyspace();
        session.execute("CREATE TABLE n (p int PRIMARY KEY, v int, w int)");
        PreparedStatement insert = session.prepare("INSERT INTO n (p, v, w) VALUES (:p, :v, :w)");
        session.execute(insert.bind(1, 2, 3));
        session.execute(
                insert.boundStatementBuilder().setInt("p", 1).setToNull("w").build());

        assertThat(only("SELECT v, w FROM n WHERE p = ?", 1)).isEqualTo("[v:2, w:NULL]");
        BoundStatement noKey = insert.boundStatementBuilder().setInt("v", 1).build();
        assertThatThrownBy(() -> session.execute(noKey))
                .isInstanceOf(InvalidQueryException.class)
                .hasMessageContaining("unset");
    }

    @Test
    void shouldTakeKeysOf64KiBAndRefuseLargerOnes() {
        freshKeyspace();
        session.execute("CREATE TABLE w (p text, c text, v int, PRIMARY KEY (p, c))");
        PreparedStatement insert = session.prepare("INSERT INTO w (p, c, v) VALUES (?, ?, 1)");
        String longest = "k".repeat(65_535);
        String longestRow = "c".repeat(65_533); // ends with two bytes of its own
        session.execute(insert.bind(longest, longestRow));

        assertThat(only("SELECT v FROM w WHERE p = ? AND c = ?", longest, longestRow))
                .isEqualTo("[v:1]");
        for (BoundStatement tooLong : List.of(insert.bind(longest + "k", "c"), insert.bind("p", longest + "k"))) {
            assertThatThrownBy(() -> session.execute(tooLong))
                    .isInstanceOf(InvalidQueryException.class)
                    .hasMessageContaining("65535");
        }
        assertThatThrownBy(() -> session.execute("CREATE TABLE " + "t".repeat(223) + " (p int PRIMARY KEY)"))
                .isInstanceOf(InvalidQueryException.class)
                .hasMessageContaining("222");
    }

    /** The values of the one row that a prepared statement answers. */
    private static String only(String statement, Object... values) {
        Row row = session.execute(session.prepare(statement).bind(values)).one();
        assertThat(row).isNotNull();
        return row.getFormattedContents();
    }

    private static void freshKeyspace() {
        session.execute("DROP KEYSPACE IF EXISTS k");
        session.execute("CREATE KEYSPACE k WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
        session.execute("USE k");
    }

    @Test
    void shouldHaveAChapterForEachLineOfTheReference() throws IOException {
        List<String> missing = new ArrayList<>();
        for (CqlReference.Line line : CqlReference.read().lines()) {
            List<CqlScript.Step> steps = new ArrayList<>();
            boolean ofItsOwn = false;
            for (String test : line.tests()) {
                if (isScript(test)) {
                    CqlScript.read(test).steps().stream()
                            .filter(step -> step.chapter().equals(line.what()))
                            .forEach(steps::add);
                } else {
                    ofItsOwn |= test.endsWith("IT");
                }
            }
            boolean refusals = steps.stream()
                    .filter(step -> !step.expected().isEmpty())
                    .allMatch(step -> step.expected().get(0).startsWith("!"));
            if ((steps.isEmpty() && !ofItsOwn) || (!line.supported() && !refusals)) {
                missing.add(line.section() + ": " + line.what());
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void shouldNameEveryChapterInTheReference() throws IOException {
        List<String> lines = CqlReference.read().lines().stream()
                .map(CqlReference.Line::what)
                .toList();
        for (String script : scripts()) {
            for (CqlScript.Step step : CqlScript.read(script).steps()) {
                assertThat(step.chapter().isEmpty() || lines.contains(step.chapter()))
                        .as(script + ": § " + step.chapter())
                        .isTrue();
            }
        }
    }

    private static boolean isScript(String test) {
        return !Character.isUpperCase(test.charAt(0));
    }
}
