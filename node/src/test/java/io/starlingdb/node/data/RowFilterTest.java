package io.starlingdb.node.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.node.schema.ConflictMode;
import io.starlingdb.node.schema.CqlType;
import io.starlingdb.node.schema.ScalarType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RowFilterTest {
    private final TestReplica replica = new TestReplica(TestReplica.table(ConflictMode.LAST_WRITE_WINS), 1, 1_000_000);

    @BeforeEach
    void fill() {
        for (int i = 1; i <= 4; i++) {
            replica.write(replica.row(i)
                    .set("number", replica.encoded("number", i * 10))
                    .set("set", replica.encoded("set", Set.of(i, -i)))
                    .set("map", replica.encoded("map", Map.of("k" + i, i))));
        }
        replica.write(replica.mutation().statics().set("s", replica.encoded("s", "yes")));
        replica.write(replica.row(5).insert());
    }

    private List<Integer> passed(String column, RowFilter.Op op, byte[] value) {
        RowFilter filter = new RowFilter(
                List.of(new RowFilter.Condition(replica.column(column).id(), op, value)));
        return replica.visible().filtered(replica.table, filter).rows().stream()
                .map(row -> (int) ScalarType.INT.decode(
                        io.starlingdb.node.schema.Keys.clusteringComponents(replica.table, row.clustering())
                                .get(0)))
                .toList();
    }

    private static byte[] number(int value) {
        return ScalarType.INT.encode(value);
    }

    @Test
    void shouldCompareByTheColumnsType() {
        assertThat(passed("number", RowFilter.Op.EQ, number(20))).containsExactly(2);
        assertThat(passed("number", RowFilter.Op.NE, number(20))).containsExactly(1, 3, 4);
        assertThat(passed("number", RowFilter.Op.LT, number(20))).containsExactly(1);
        assertThat(passed("number", RowFilter.Op.LE, number(20))).containsExactly(1, 2);
        assertThat(passed("number", RowFilter.Op.GT, number(-5))).containsExactly(1, 2, 3, 4);
        assertThat(passed("number", RowFilter.Op.GE, number(40))).containsExactly(4);
    }

    @Test
    void shouldFindOneOfSeveralValues() {
        byte[] wanted = CqlType.parse("frozen<list<int>>").encode(List.of(10, 40, 50));

        assertThat(passed("number", RowFilter.Op.IN, wanted)).containsExactly(1, 4);
    }

    @Test
    void shouldLookIntoCollections() {
        assertThat(passed("set", RowFilter.Op.CONTAINS, number(-3))).containsExactly(3);
        assertThat(passed("map", RowFilter.Op.CONTAINS, number(2))).containsExactly(2);
        assertThat(passed("map", RowFilter.Op.CONTAINS_KEY, ScalarType.TEXT.encode("k4")))
                .containsExactly(4);
        assertThat(passed("number", RowFilter.Op.CONTAINS, number(1))).isEmpty();
    }

    @Test
    void shouldJudgeKeysAndStatics() {
        assertThat(passed("c", RowFilter.Op.GE, number(4))).containsExactly(4, 5);
        assertThat(passed("k", RowFilter.Op.EQ, TestReplica.PARTITION)).hasSize(5);
        assertThat(passed("s", RowFilter.Op.EQ, replica.encoded("s", "yes"))).hasSize(5);
        assertThat(passed("s", RowFilter.Op.EQ, replica.encoded("s", "no"))).isEmpty();
    }

    @Test
    void shouldPassNoRowWithoutAValue() {
        assertThat(passed("text", RowFilter.Op.NE, replica.encoded("text", "x")))
                .isEmpty();
    }

    @Test
    void shouldLimitRows() {
        PartitionRows rows = replica.visible();

        assertThat(rows.limited(2).rows()).hasSize(2);
        assertThat(rows.limited(9)).isSameAs(rows);
        assertThat(Arrays.equals(rows.key(), TestReplica.PARTITION)).isTrue();
    }

    @Test
    void shouldKeepAPartitionOfStaticsAloneWhenTheyPass() {
        TestReplica other = new TestReplica(replica.table, 1, 1_000_000);
        other.write(other.mutation().statics().set("s", other.encoded("s", "yes")));
        RowFilter filter = new RowFilter(
                List.of(new RowFilter.Condition(other.column("s").id(), RowFilter.Op.EQ, other.encoded("s", "yes"))));
        RowFilter another = new RowFilter(
                List.of(new RowFilter.Condition(other.column("number").id(), RowFilter.Op.EQ, number(1))));

        assertThat(other.visible().filtered(other.table, filter).isEmpty()).isFalse();
        assertThat(other.visible().filtered(other.table, another).isEmpty()).isTrue();
    }
}
