package io.starlingdb.node.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.node.schema.ClusteringBound;
import io.starlingdb.node.schema.ConflictMode;
import io.starlingdb.node.schema.ScalarType;
import io.starlingdb.node.schema.TableSchema;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Cassandra's semantics, write by write, through issue, join and read. */
class LastWriteWinsTableTest {
    private static final TableSchema TABLE = TestReplica.table(ConflictMode.LAST_WRITE_WINS);

    private final TestReplica one = new TestReplica(TABLE, 1, 1_000_000);
    private final TestReplica two = new TestReplica(TABLE, 2, 1_000_500);

    private MutationBuilder.RowBuilder text(TestReplica at, String value) {
        return at.row(1).set("text", at.encoded("text", value));
    }

    @Test
    void shouldShowTheLatestWrite() {
        two.join(one.write(text(one, "first")));
        one.join(two.write(text(two, "second")));

        assertThat(one.seen(1, "text")).isEqualTo("'second'");
        assertThat(one.entries).isEqualTo(two.entries);
    }

    @Test
    void shouldPutAServersTimestampAboveWhatItOverwrites() {
        long future = 5_000_000;
        one.write(text(one, "from the future").and().timestamp(future).build());

        Delta delta = one.write(text(one, "now"));

        assertThat(delta.timestamp()).isEqualTo(future + 1);
        assertThat(one.seen(1, "text")).isEqualTo("'now'");
    }

    @Test
    void shouldPutAServersTimestampAboveTheRowsDeletion() {
        one.write(one.mutation()
                .timestamp(5_000_000L)
                .deleteRow(one.clustering(1))
                .build());

        one.write(text(one, "again"));

        assertThat(one.seen(1, "text")).isEqualTo("'again'");
    }

    @Test
    void shouldTakeTheStampOfTheNodeThatFixedTheWrite() {
        Mutation fixed = text(one, "once").and().build().stampedAt(1_000_200);

        Delta first = one.write(fixed);
        Delta again = two.write(fixed);
        one.join(again);
        two.join(first);

        assertThat(first.timestamp()).isEqualTo(1_000_200);
        assertThat(one.entries).isEqualTo(two.entries);
        assertThat(one.lost).isEmpty();
        assertThat(two.lost).isEmpty();
    }

    @Test
    void shouldLetADeletionWinATie() {
        Delta value = one.write(text(one, "value").and().timestamp(7L).build());
        Delta deletion =
                two.write(two.row(1).set("text", null).and().timestamp(7L).build());
        one.join(deletion);
        two.join(value);

        assertThat(one.seen(1, "text")).isNull();
        assertThat(two.seen(1, "text")).isNull();
    }

    @Test
    void shouldNotMixTwoWritesOfOneTimestamp() {
        Delta first = one.write(one.row(1)
                .set("text", one.encoded("text", "z"))
                .set("number", one.encoded("number", 1))
                .and()
                .timestamp(7L)
                .build());
        two.write(two.row(1)
                .set("text", two.encoded("text", "a"))
                .set("number", two.encoded("number", 2))
                .and()
                .timestamp(7L)
                .build());
        two.join(first);

        assertThat(two.seen(1, "text")).isEqualTo("'a'");
        assertThat(two.seen(1, "number")).isEqualTo("2");
    }

    @Test
    void shouldKeepARowThatWasInsertedWithoutColumns() {
        one.write(one.row(1).insert());
        assertThat(one.seen(1)).isNotNull();
        one.write(text(one, "x"));
        one.write(one.row(1).set("text", null));

        assertThat(one.seen(1)).isNotNull();
        assertThat(one.seen(1, "text")).isNull();
    }

    @Test
    void shouldDropARowThatWasUpdatedWhenItsLastColumnGoes() {
        one.write(text(one, "x"));
        one.write(one.row(1).set("text", null));

        assertThat(one.seen(1)).isNull();
    }

    @Test
    void shouldDeleteARowAndTakeItAgain() {
        one.write(text(one, "x"));
        one.write(one.mutation().deleteRow(one.clustering(1)).build());
        assertThat(one.seen(1)).isNull();

        one.write(text(one, "y"));

        assertThat(one.seen(1, "text")).isEqualTo("'y'");
    }

    @Test
    void shouldReplaceARow() {
        one.write(text(one, "x").set("number", one.encoded("number", 1)));

        one.write(one.row(1).insert().replace().set("number", one.encoded("number", 2)));

        assertThat(one.seen(1, "text")).isNull();
        assertThat(one.seen(1, "number")).isEqualTo("2");
    }

    @Test
    void shouldExpireCellsAndMarker() {
        one.write(one.row(1).insert().ttl(10).set("text", one.encoded("text", "x")));
        VisibleRow row = one.seen(1);

        assertThat(row).isNotNull();
        assertThat(row.ttl(one.column("text").id())).isEqualTo(10);
        assertThat(one.visible(1_009).rows()).hasSize(1);
        assertThat(one.visible(1_010).rows()).isEmpty();
    }

    @Test
    void shouldShowWhatAnExpiredValueHadOverwrittenNoMore() {
        one.write(text(one, "old"));
        one.write(one.row(1).ttl(10).set("text", one.encoded("text", "short")));

        assertThat(one.visible(2_000).rows()).isEmpty();
    }

    @Test
    void shouldDeleteAPartitionWithItsStatics() {
        one.write(text(one, "x"));
        one.write(one.mutation().statics().set("s", one.encoded("s", "static")));
        one.write(one.mutation().deletePartition().build());

        assertThat(one.visible().isEmpty()).isTrue();

        one.write(text(one, "y"));
        assertThat(one.seen(1, "text")).isEqualTo("'y'");
        assertThat(one.visible().statics()).isNull();
    }

    @Test
    void shouldDeleteARangeInAnyOrderOfArrival() {
        Delta first = one.write(text(one, "x"));
        Delta other = one.write(one.row(5).set("text", one.encoded("text", "stays")));
        Slice slice = new Slice(ClusteringBound.START, ClusteringBound.before(one.clustering(5)));
        Delta deletion = one.write(one.mutation().deleteRange(slice).build());
        two.join(deletion);
        two.join(other);
        two.join(first);

        assertThat(two.seen(1)).isNull();
        assertThat(two.seen(5, "text")).isEqualTo("'stays'");
        assertThat(one.seen(1)).isNull();
    }

    @Test
    void shouldAddAndRemoveElements() {
        one.write(one.row(1).addAll(one.column("set"), one.encoded("set", Set.of(3, -1, 2))));
        one.write(one.row(1).remove(one.column("set"), ScalarType.INT.encode(2)));
        one.write(one.row(1).put(one.column("map"), ScalarType.TEXT.encode("b"), ScalarType.INT.encode(1)));
        one.write(one.row(1).addAll(one.column("map"), one.encoded("map", Map.of("a", 2))));

        assertThat(one.seen(1, "set")).isEqualTo("{-1, 3}");
        assertThat(one.seen(1, "map")).isEqualTo("{'a': 2, 'b': 1}");
    }

    @Test
    void shouldMergeElementsOfConcurrentWrites() {
        Delta first = one.write(one.row(1).addAll(one.column("set"), one.encoded("set", Set.of(1))));
        Delta second = two.write(two.row(1).addAll(two.column("set"), two.encoded("set", Set.of(2))));
        one.join(second);
        two.join(first);

        assertThat(one.seen(1, "set")).isEqualTo("{1, 2}");
        assertThat(two.seen(1, "set")).isEqualTo("{1, 2}");
    }

    @Test
    void shouldReplaceACollection() {
        one.write(one.row(1).set("set", one.encoded("set", Set.of(1, 2))));
        one.write(one.row(1).set("set", one.encoded("set", Set.of(3))));
        assertThat(one.seen(1, "set")).isEqualTo("{3}");

        one.write(one.row(1).set("set", null));
        assertThat(one.seen(1)).isNull();
    }

    @Test
    void shouldKeepListsInTheWritersOrder() {
        one.write(one.row(1).set("list", one.encoded("list", List.of("b", "c"))));
        one.write(one.row(1).addAll(one.column("list"), one.encoded("list", List.of("d", "b"))));
        one.write(one.row(1).prependAll(one.column("list"), one.encoded("list", List.of("y", "z"))));
        assertThat(one.seen(1, "list")).isEqualTo("['y', 'z', 'b', 'c', 'd', 'b']");

        one.write(one.row(1).setAt(one.column("list"), ScalarType.INT.encode(3), ScalarType.TEXT.encode("C")));
        one.write(one.row(1).deleteAt(one.column("list"), ScalarType.INT.encode(0)));
        one.write(one.row(1).removeAll(one.column("list"), one.encoded("list", List.of("b"))));
        assertThat(one.seen(1, "list")).isEqualTo("['z', 'C', 'd']");
    }

    @Test
    void shouldAppendOnceWhateverAForwardIsAppliedTwice() {
        Mutation append = one.row(1)
                .addAll(one.column("list"), one.encoded("list", List.of("a", "b")))
                .and()
                .requestId(77)
                .build()
                .stampedAt(1_000_100);
        one.join(two.write(append));
        one.write(append);

        assertThat(one.seen(1, "list")).isEqualTo("['a', 'b']");
    }
}
