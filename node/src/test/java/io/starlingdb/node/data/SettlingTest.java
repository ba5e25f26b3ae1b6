package io.starlingdb.node.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.node.schema.ConflictMode;
import io.starlingdb.node.schema.TableSchema;
import org.junit.jupiter.api.Test;

class SettlingTest {
    private static final long HOUR = 3_600_000_000L;
    private static final TableSchema TABLE = TestReplica.table(ConflictMode.LAST_WRITE_WINS);

    private final TestReplica one = new TestReplica(TABLE, 1, 1_000_000);
    private final TestReplica two = new TestReplica(TABLE, 2, 1_000_500);

    private Row row() {
        Row row = one.entries.get(one.key(1));
        assertThat(row).isNotNull();
        return row;
    }

    private static Row settle(Row row, long settled) {
        Row left = Settling.settle(row, ConflictMode.LAST_WRITE_WINS, settled);
        return left == null ? Row.EMPTY : left;
    }

    @Test
    void shouldForgetWhoHasSeenASettledValueAndKeepTheValue() {
        one.write(one.row(1).set("text", one.encoded("text", "x")));

        Row settled = settle(row(), one.stamp);

        assertThat(settled.vector().isEmpty()).isTrue();
        assertThat(settled.mark()).isNull();
        assertThat(settled.cellCount()).isEqualTo(1);
        assertThat(settled.cellAt(0).history().isEmpty()).isTrue();
        assertThat(settle(settled, one.stamp + 1)).isSameAs(settled);
    }

    @Test
    void shouldLetADeletedRowVanish() {
        one.write(one.row(1).set("text", one.encoded("text", "x")));
        one.write(one.mutation().deleteRow(one.clustering(1)).build());

        assertThat(settle(row(), one.stamp - 1).deletion()).isNotNull();
        assertThat(Settling.settle(row(), ConflictMode.LAST_WRITE_WINS, one.stamp))
                .isNull();
    }

    @Test
    void shouldKeepATombstoneWhoseTimestampIsNotSettled() {
        one.write(one.row(1).set("text", null).and().timestamp(5_000_000L).build());

        assertThat(settle(row(), 4_999_999).cellCount()).isEqualTo(1);
        assertThat(settle(row(), 5_000_000).cellCount()).isZero();
    }

    @Test
    void shouldDropExpiredCellsByWholeHoursAsTheHashDoes() {
        one.nowSeconds = 3_600;
        one.write(one.row(1).ttl(600).set("text", one.encoded("text", "x")));
        RowHash hash = RowHash.of(one.key(1), row());

        assertThat(hash.lasting()).isZero();
        assertThat(hash.dueCount()).isEqualTo(1);
        assertThat(hash.dueAt(0)).isEqualTo(2 * 60);
        for (long settled : new long[] {HOUR, 2 * HOUR - 1, 2 * HOUR, 3 * HOUR}) {
            Row left = settle(row(), settled);
            assertThat(RowHash.of(one.key(1), left).total()).isEqualTo(hash.at(settled));
            assertThat(left.cellCount()).isEqualTo(settled < 2 * HOUR ? 1 : 0);
        }
    }

    @Test
    void shouldKeepTheMarkOfACounterSoThatItsLifeGoesOn() {
        TableSchema counters = TestReplica.counters(ConflictMode.LAST_WRITE_WINS);
        TestReplica replica = new TestReplica(counters, 1, 1_000_000);
        replica.write(replica.row(1).count(replica.column("n"), 5));
        replica.entries.computeIfPresent(replica.key(1), (key, row) -> settle(row, replica.stamp));

        replica.write(replica.row(1).count(replica.column("n"), 2));

        assertThat(replica.entries.get(replica.key(1)).cellCount()).isEqualTo(1);
        assertThat(replica.seen(1, "n")).isEqualTo("7");
    }

    @Test
    void shouldSweepWhatAPartitionsDeletionCovers() {
        one.write(one.row(1).set("text", one.encoded("text", "x")));
        long deletedTo = one.stamp;
        one.write(one.row(1).set("number", one.encoded("number", 1)));

        Row swept = Settling.sweep(row(), deletedTo);

        assertThat(swept.cellCount()).isEqualTo(1);
        assertThat(swept.vector()).isEqualTo(row().vector());
        assertThat(Settling.sweep(swept, deletedTo)).isSameAs(swept);
    }

    @Test
    void shouldRefuseLateWritesAndLetLaterOnesPass() {
        Delta early = one.write(one.row(1).set("text", one.encoded("text", "x")));
        Delta later = one.write(one.row(1).set("text", one.encoded("text", "y")));

        assertThat(Settling.admit(null, early.rows().get(0), early.dot().stamp()))
                .isNull();
        assertThat(Settling.admit(null, later.rows().get(0), early.dot().stamp()))
                .isSameAs(later.rows().get(0));
    }

    @Test
    void shouldYieldToAnOwnerInGoodStanding() {
        two.join(one.write(one.row(1).set("text", one.encoded("text", "deleted since"))));
        long settled = one.stamp;
        two.join(one.write(one.row(1).set("number", one.encoded("number", 1))));
        Row mine = two.entries.get(two.key(1));
        assertThat(mine).isNotNull();

        Row left = Settling.yieldTo(mine, null, settled);

        assertThat(left).isNotNull();
        assertThat(left.cellCount()).isEqualTo(1);
        assertThat(Settling.yieldTo(mine, row(), settled)).isSameAs(mine);
    }
}
