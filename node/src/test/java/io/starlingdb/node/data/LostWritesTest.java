package io.starlingdb.node.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.node.schema.ConflictMode;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.node.version.CausalContext;
import org.junit.jupiter.api.Test;

class LostWritesTest {
    private static final TableSchema TABLE = TestReplica.table(ConflictMode.LAST_WRITE_WINS);

    private final TestReplica one = new TestReplica(TABLE, 1, 1_000_000);
    private final TestReplica two = new TestReplica(TABLE, 2, 1_000_500);
    private final TestReplica three = new TestReplica(TABLE, 3, 1_000_700);

    private static Delta text(TestReplica at, String value) {
        return at.write(at.row(1).set("text", at.encoded("text", value)));
    }

    @Test
    void shouldCountTheLoserOfAConcurrentPairAtItsIssuer() {
        Delta loser = text(one, "a");
        Delta winner = text(two, "b");
        one.join(winner);
        two.join(loser);
        three.join(loser);
        three.join(winner);
        one.join(three);

        assertThat(one.lost).containsExactly(loser.dot());
        assertThat(two.lost).isEmpty();
        assertThat(three.lost).isEmpty();
    }

    @Test
    void shouldCountALossThatArrivesWithAWholeRow() {
        Delta loser = text(one, "a");
        two.join(loser);
        three.join(loser);
        Delta winner = text(new TestReplica(TABLE, 4, 1_000_900), "b");
        three.join(winner);

        one.join(three);

        assertThat(one.lost).containsExactly(loser.dot());
    }

    @Test
    void shouldNotCountWhatWasOverwrittenKnowingly() {
        two.join(text(one, "a"));
        Delta second = text(two, "b");
        three.join(second);
        Delta third = text(three, "c");

        one.join(third);
        one.join(second);

        assertThat(one.lost).isEmpty();
        assertThat(one.seen(1, "text")).isEqualTo("'c'");
    }

    @Test
    void shouldCountAWriteThatWasLostBeforeAThirdOneOverwroteTheWinner() {
        Delta loser = text(one, "a");
        two.join(loser);
        Delta winner = text(three, "b");
        two.join(winner);
        Delta last = text(two, "c");

        one.join(last);
        one.join(winner);

        assertThat(one.lost).containsExactly(loser.dot());
    }

    @Test
    void shouldCountOnceAWriteThatLosesItsCellsOneByOne() {
        Delta loser =
                one.write(one.row(1).set("text", one.encoded("text", "a")).set("number", one.encoded("number", 1)));
        Delta first = text(two, "b");
        Delta second = three.write(three.row(1).set("number", three.encoded("number", 2)));

        one.join(first);
        one.join(second);

        assertThat(one.lost).containsExactly(loser.dot());
    }

    @Test
    void shouldCountAWriteThatLosesAsItIsIssued() {
        one.join(two.write(two.row(1)
                .set("text", two.encoded("text", "b"))
                .and()
                .timestamp(2_000_000L)
                .build()));
        Mutation unknowing = one.row(1)
                .set("text", one.encoded("text", "a"))
                .and()
                .timestamp(1_000_000L)
                .context(CausalContext.EMPTY)
                .build();
        Mutation knowing = one.row(1)
                .set("text", one.encoded("text", "a"))
                .and()
                .timestamp(1_000_000L)
                .build();

        one.write(knowing);
        assertThat(one.lost).isEmpty();

        Delta loser = one.write(unknowing);
        assertThat(one.lost).containsExactly(loser.dot());
    }

    @Test
    void shouldTakeAnExplicitContextAtItsWord() {
        Delta first = text(one, "a");
        two.join(first);
        VisibleRow row = two.seen(1);
        assertThat(row).isNotNull();
        Delta knowing = three.write(three.row(1)
                .set("text", three.encoded("text", "b"))
                .and()
                .context(row.context())
                .build());

        one.join(knowing);
        assertThat(one.lost).isEmpty();

        Delta again = text(one, "c");
        Delta unknowing = two.write(two.row(1)
                .set("text", two.encoded("text", "d"))
                .and()
                .context(row.context())
                .timestamp(9_000_000L)
                .build());
        one.join(unknowing);
        assertThat(one.lost).containsExactly(again.dot());
    }

    @Test
    void shouldCountAValueThatLosesToAConcurrentDeletion() {
        Delta value = text(one, "a");
        Delta deletion = two.write(two.mutation().deleteRow(two.clustering(1)).build());

        one.join(deletion);

        assertThat(one.lost).containsExactly(value.dot());
    }

    @Test
    void shouldNotCountADeletionThatLosesToADeletion() {
        one.write(one.row(1).set("text", null));

        one.join(two.write(two.row(1).set("text", null)));

        assertThat(one.lost).isEmpty();
    }
}
