package io.starlingdb.node.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.node.schema.ConflictMode;
import io.starlingdb.node.schema.TableSchema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestampingTest {
    private static final int ACTOR = 9;
    private static final long FIRST = 9_000_000;

    /** Everything that {@code from} holds, as a restore would write it into an empty table. */
    private static TestReplica restored(TestReplica from) {
        TestReplica into = new TestReplica(from.table, 1, 1_000_000);
        into.nowSeconds = from.nowSeconds;
        for (int times = 0; times < 2; times++) { // writing again changes nothing
            from.entries.forEach((key, row) -> {
                Restamping move = Restamping.of(key.kind(), row);
                if (move != null) {
                    long[] stamps = new long[move.stamps() + 1];
                    for (int i = 0; i < stamps.length; i++) {
                        stamps[i] = FIRST + 10 * i;
                    }
                    RowDelta delta = move.delta(key, ACTOR, stamps);
                    into.join(new Delta(delta.dot(), delta.dot().stamp(), List.of(delta)));
                }
            });
        }
        return into;
    }

    @Test
    void shouldKeepSiblingsInTheirOrder() {
        TableSchema table = TestReplica.table(ConflictMode.SIBLINGS);
        TestReplica one = new TestReplica(table, 1, 1_000_000);
        TestReplica two = new TestReplica(table, 2, 1_000_500);
        one.write(one.row(1).set("text", one.encoded("text", "a")));
        two.write(two.row(1).set("text", two.encoded("text", "b")));
        one.join(two);

        TestReplica restored = restored(one);

        assertThat(siblings(restored)).isEqualTo(siblings(one)).containsExactly("b", "a");
        restored.write(restored.row(1)
                .set("text", restored.encoded("text", "c"))
                .and()
                .context(seen(restored).context())
                .build());
        assertThat(siblings(restored)).containsExactly("c");
    }

    @Test
    void shouldMakeOneCounterPartOfManyThatGoesOn() {
        TableSchema table = TestReplica.counters(ConflictMode.LAST_WRITE_WINS);
        TestReplica one = new TestReplica(table, 1, 1_000_000);
        TestReplica two = new TestReplica(table, 2, 1_000_500);
        one.write(one.row(1).count(one.column("n"), 5));
        two.write(two.row(1).count(two.column("n"), 7));
        one.join(two);

        TestReplica restored = restored(one);

        assertThat(restored.seen(1, "n")).isEqualTo("12");
        restored.stamp = FIRST * 2;
        restored.write(restored.row(1).count(restored.column("n"), 1));
        assertThat(restored.seen(1, "n")).isEqualTo("13");
    }

    @Test
    void shouldKeepTimestampsDeletionsAndExpiry() {
        TableSchema table = TestReplica.table(ConflictMode.LAST_WRITE_WINS);
        TestReplica one = new TestReplica(table, 1, 1_000_000);
        one.write(one.row(1)
                .set("text", one.encoded("text", "old"))
                .and()
                .timestamp(77L)
                .build());
        one.write(one.row(2).set("text", one.encoded("text", "gone")));
        one.write(one.row(2).delete(one.column("text")));
        TestReplica restored = restored(one);

        VisibleRow row = seen(restored);
        assertThat(row.timestamp(restored.column("text").id())).isEqualTo(77);
        assertThat(restored.seen(2)).isNull();
        restored.write(restored.row(2)
                .set("text", restored.encoded("text", "late"))
                .and()
                .timestamp(78L)
                .build());
        assertThat(restored.seen(2, "text")).isNull(); // the tombstone is there
    }

    private static VisibleRow seen(TestReplica at) {
        VisibleRow row = at.seen(1);
        if (row == null) {
            throw new AssertionError("no row");
        }
        return row;
    }

    private static List<String> siblings(TestReplica at) {
        List<String> values = new ArrayList<>();
        seen(at).siblings(at.column("text").id())
                .forEach(value -> values.add(new String(value, StandardCharsets.UTF_8)));
        return values;
    }
}
