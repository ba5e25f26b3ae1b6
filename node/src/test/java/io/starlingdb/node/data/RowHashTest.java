package io.starlingdb.node.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.node.schema.ConflictMode;
import io.starlingdb.node.schema.TableSchema;
import org.junit.jupiter.api.Test;

class RowHashTest {
    private static final TableSchema TABLE = TestReplica.table(ConflictMode.LAST_WRITE_WINS);

    private final TestReplica one = new TestReplica(TABLE, 1, 1_000_000);
    private final TestReplica two = new TestReplica(TABLE, 2, 1_000_500);

    private static RowHash hash(TestReplica at) {
        return RowHash.of(at.key(1), at.entries.get(at.key(1)));
    }

    private static Delta text(TestReplica at, String value) {
        return at.write(at.row(1).set("text", at.encoded("text", value)));
    }

    @Test
    void shouldNotDependOnTombstonesVectorsOrMarks() {
        two.join(text(one, "x"));
        one.write(one.row(1).set("number", null));

        assertThat(hash(one)).isEqualTo(hash(two));
    }

    @Test
    void shouldNotDependOnWhatIsSettled() {
        text(one, "x");
        RowHash before = hash(one);
        one.entries.computeIfPresent(
                one.key(1), (key, row) -> Settling.settle(row, ConflictMode.LAST_WRITE_WINS, one.stamp));

        assertThat(hash(one)).isEqualTo(before);
    }

    @Test
    void shouldDifferByAnyPartOfACell() {
        text(one, "x");
        RowHash first = hash(one);
        text(one, "x");
        assertThat(hash(one)).isNotEqualTo(first);
        assertThat(RowHash.of(one.key(2), one.entries.get(one.key(1))).total())
                .isNotEqualTo(hash(one).total());
    }

    @Test
    void shouldBeKeptUpToDateByDifference() {
        RowHash leaf = RowHash.ZERO;
        for (int i = 0; i < 5; i++) {
            RowHash old = hash(one);
            one.write(one.row(1).ttl(i * 1000).set("text", one.encoded("text", "v" + i)));
            leaf = leaf.minus(old).plus(hash(one));
        }

        assertThat(leaf).isEqualTo(hash(one));
        assertThat(leaf.minus(hash(one))).isEqualTo(RowHash.ZERO);
        assertThat(RowHash.of(one.key(1), null)).isEqualTo(RowHash.ZERO);
    }

    /** All nodes of all versions must agree on it. */
    @Test
    void shouldKeepFormOne() {
        text(one, "x");
        one.write(one.row(1).ttl(7200).set("number", one.encoded("number", 5)));

        assertThat(Long.toHexString(hash(one).lasting())).isEqualTo("eecd742632d03883");
        assertThat(Long.toHexString(hash(one).total())).isEqualTo("4300167539b16a1f");
    }
}
