package io.starlingdb.node.cql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.starlingdb.client.StarlingException;
import io.starlingdb.node.coordinator.ReadCost;
import io.starlingdb.node.cql.run.ReadThresholds;
import io.starlingdb.node.cql.run.ResultSet;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PagingTest {

    private final Testbed node = new Testbed();

    private List<String> allPages(String text, int pageSize) {
        List<String> rows = new ArrayList<>();
        byte[] state = null;
        do {
            ResultSet page = node.run(node.session.withPage(pageSize, state), text);
            assertThat(page.rows().size()).isLessThanOrEqualTo(pageSize);
            assertThat(page.rows().isEmpty() && page.pagingState() != null)
                    .as("an empty page that is not the last")
                    .isFalse();
            rows.addAll(Testbed.rows(page));
            state = page.pagingState();
        } while (state != null);
        return rows;
    }

    /** However a result is cut into pages, together they are the result. */
    @Property(tries = 60)
    void shouldGiveTheSameRowsInPagesOfAnySize(
            @ForAll @IntRange(min = 1, max = 12) int pageSize,
            @ForAll @IntRange(min = 1, max = 20) int limit,
            @ForAll @IntRange(min = 1, max = 4) int perPartition,
            @ForAll long seed) {
        node.run("CREATE TABLE IF NOT EXISTS t (p int, c int, s int STATIC, v int, PRIMARY KEY (p, c))");
        node.run("TRUNCATE t");
        java.util.SplittableRandom random = new java.util.SplittableRandom(seed);
        for (int i = 0; i < 25; i++) {
            int p = random.nextInt(6);
            node.run(
                    random.nextInt(5) == 0
                            ? "INSERT INTO t (p, s) VALUES (" + p + ", 1)"
                            : "INSERT INTO t (p, c, v) VALUES (" + p + ", " + random.nextInt(8) + ", " + i + ")");
        }
        for (String query : List.of(
                "SELECT * FROM t",
                "SELECT * FROM t LIMIT " + limit,
                "SELECT * FROM t PER PARTITION LIMIT " + perPartition,
                "SELECT * FROM t PER PARTITION LIMIT " + perPartition + " LIMIT " + limit,
                "SELECT * FROM t WHERE v > 10 ALLOW FILTERING",
                "SELECT DISTINCT p, s FROM t",
                "SELECT DISTINCT p FROM t LIMIT " + limit,
                "SELECT * FROM t WHERE p IN (0, 1, 2, 3, 4, 5) PER PARTITION LIMIT " + perPartition,
                "SELECT * FROM t WHERE p IN (0, 2, 4) AND c > 2",
                "SELECT * FROM t WHERE p = 1 ORDER BY c DESC LIMIT " + limit,
                "SELECT p, count(*), max(v) FROM t GROUP BY p",
                "SELECT p, c, count(*) FROM t GROUP BY p, c LIMIT " + limit)) {
            assertThat(allPages(query, pageSize)).as(query).isEqualTo(node.rows(query));
        }
    }

    @Test
    void shouldEndAPageOfLargeRowsEarlyAndRefuseAResultThatIsTooLargeInOne() {
        node.run("CREATE TABLE large (p int, c int, v text, PRIMARY KEY (p, c))");
        String value = "x".repeat(64 << 10);
        for (int i = 0; i < 600; i++) {
            node.run("INSERT INTO large (p, c, v) VALUES (" + i % 3 + ", " + i + ", '" + value + "')");
        }
        int rows = 0;
        byte[] state = null;
        do {
            ResultSet page = node.run(node.session.withPage(5_000, state), "SELECT * FROM large");
            assertThat(page.rows().size()).isBetween(1, 17);
            rows += page.rows().size();
            state = page.pagingState();
        } while (state != null);
        assertThat(rows).isEqualTo(600);
        assertThatThrownBy(() -> node.run("SELECT * FROM large"))
                .isInstanceOf(StarlingException.class)
                .hasMessageContaining("read it in pages");
    }

    @Test
    void shouldWarnOfManyTombstonesAndLargePartitions() {
        node.run("CREATE TABLE t (p int, c int, PRIMARY KEY (p, c))");
        node.run("INSERT INTO t (p, c) VALUES (1, 1)");
        node.run("INSERT INTO t (p, c) VALUES (1, 2)");
        String query = "SELECT * FROM t WHERE p = 1";
        node.engine.warnAbove(new ReadThresholds(10, 1_000));
        node.data.cost = new ReadCost(10, 1_000);
        assertThat(node.run(node.session.withPage(1, null), query).warnings()).isEmpty();
        node.data.cost = new ReadCost(11, 501);
        ResultSet page = node.run(node.session.withPage(1, null), query);
        assertThat(page.warnings()).singleElement().asString().contains("Read 11 deleted rows", "of k.t");
        node.run("INSERT INTO t (p, c) VALUES (1, 3)");
        assertThat(node.run(node.session.withPage(1, page.pagingState()), query).warnings())
                .hasSize(2)
                .element(1)
                .asString()
                .contains("of one partition of k.t");
    }

    @Test
    void shouldEndWithoutAStateWhereNothingIsLeft() {
        node.run("CREATE TABLE t (p int, c int, PRIMARY KEY (p, c))");
        node.run("INSERT INTO t (p, c) VALUES (1, 1)");
        node.run("INSERT INTO t (p, c) VALUES (1, 2)");

        assertThat(node.run(node.session.withPage(2, null), "SELECT * FROM t WHERE p = 1")
                        .pagingState())
                .isNull();
        assertThat(node.run(node.session.withPage(1, null), "SELECT * FROM t LIMIT 1")
                        .pagingState())
                .isNull();
    }

    @Test
    void shouldRefuseAStateOutsideOfWhatTheStatementNames() {
        node.run("CREATE TABLE t (p int, c int, PRIMARY KEY (p, c))");
        for (int c = 0; c < 5; c++) {
            node.run("INSERT INTO t (p, c) VALUES (1, " + c + ")");
        }
        String query = "SELECT c FROM t WHERE p = ?";
        byte[] one = io.starlingdb.node.schema.ScalarType.INT.encode(1);
        byte[] two = io.starlingdb.node.schema.ScalarType.INT.encode(2);
        byte[] state = node.run(node.session.withPage(2, null), query, one).pagingState();

        assertThat(Testbed.rows(node.run(node.session.withPage(2, state), query, one)))
                .containsExactly("2", "3");
        assertThatThrownBy(() -> node.run(node.session.withPage(2, state), query, two))
                .isInstanceOf(StarlingException.class)
                .hasMessageContaining("Invalid value for the paging state");
        assertThatThrownBy(() -> node.run(node.session.withPage(2, state), "SELECT c FROM t WHERE p = ? LIMIT 4", one))
                .isInstanceOf(StarlingException.class)
                .hasMessageContaining("Invalid value for the paging state");
        node.run("TRUNCATE t");
        assertThatThrownBy(() -> node.run(node.session.withPage(2, state), query, one))
                .isInstanceOf(StarlingException.class)
                .hasMessageContaining("Invalid value for the paging state");
    }
}
