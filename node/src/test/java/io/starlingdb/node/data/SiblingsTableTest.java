package io.starlingdb.node.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.node.schema.ConflictMode;
import io.starlingdb.node.schema.ScalarType;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.node.version.CausalContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SiblingsTableTest {
    private static final TableSchema TABLE = TestReplica.table(ConflictMode.SIBLINGS);

    private final TestReplica one = new TestReplica(TABLE, 1, 1_000_000);
    private final TestReplica two = new TestReplica(TABLE, 2, 1_000_500);

    private static Mutation text(TestReplica at, String value, CausalContext context) {
        return at.row(1)
                .set("text", at.encoded("text", value))
                .and()
                .context(context)
                .build();
    }

    private static Delta text(TestReplica at, String value) {
        return at.write(at.row(1).set("text", at.encoded("text", value)));
    }

    private static List<String> siblings(TestReplica at) {
        VisibleRow row = at.seen(1);
        return row == null
                ? List.of()
                : row.siblings(at.column("text").id()).stream()
                        .map(value -> new String(value, StandardCharsets.UTF_8))
                        .toList();
    }

    private static CausalContext read(TestReplica at) {
        VisibleRow row = at.seen(1);
        return row == null ? CausalContext.EMPTY : row.context();
    }

    @Test
    void shouldKeepWritesWithoutContextSideBySideTheLatestFirst() {
        two.join(text(one, "a"));
        one.join(text(two, "b"));

        assertThat(siblings(one)).containsExactly("b", "a");
        assertThat(one.seen(1, "text")).isEqualTo("'b'");
        assertThat(one.entries).isEqualTo(two.entries);
    }

    @Test
    void shouldReplaceExactlyWhatAContextSaw() {
        text(one, "a");
        CausalContext seen = read(one);
        text(one, "b");

        one.write(text(one, "c", seen));

        assertThat(siblings(one)).containsExactly("c", "b");
    }

    @Test
    void shouldShowEqualValuesOnce() {
        two.join(text(one, "same"));
        text(two, "same");

        assertThat(siblings(two)).containsExactly("same");
    }

    @Test
    void shouldDeleteWhatItsContextSawAndNothingElse() {
        text(one, "a");
        CausalContext seen = read(one);
        text(one, "b");

        one.write(one.mutation().context(seen).deleteRow(one.clustering(1)).build());

        assertThat(siblings(one)).containsExactly("b");
    }

    @Test
    void shouldDeleteWhatTheReplicaHoldsWithoutContext() {
        Delta unseen = text(two, "b");
        text(one, "a");
        one.write(one.mutation().deleteRow(one.clustering(1)).build());
        assertThat(siblings(one)).isEmpty();

        one.join(unseen);
        assertThat(siblings(one)).containsExactly("b");
    }

    @Test
    void shouldReplaceAWholeRowOnlyByWhatItSaw() {
        one.write(one.row(1).insert().set("text", one.encoded("text", "a")).set("number", one.encoded("number", 1)));
        CausalContext seen = read(one);

        one.write(one.row(1)
                .insert()
                .replace()
                .set("text", one.encoded("text", "b"))
                .and()
                .context(seen)
                .build());

        assertThat(siblings(one)).containsExactly("b");
        assertThat(one.seen(1, "number")).isNull();
    }

    @Test
    void shouldRefuseTheHundredAndFirstSibling() {
        for (int i = 0; i < Issuer.SIBLINGS_MAX; i++) {
            text(one, "v" + i);
        }
        CausalContext seen = read(one);

        assertThatExceptionOfType(StarlingException.class)
                .isThrownBy(() -> text(one, "one too many"))
                .satisfies(error -> assertThat(error.code()).isEqualTo(ErrorCode.TOO_LARGE));
        one.write(text(one, "resolved", seen));
        assertThat(siblings(one)).containsExactly("resolved");
    }

    @Test
    void shouldTakeMoreSiblingsByJoinThanByWrite() {
        for (int i = 0; i < Issuer.SIBLINGS_MAX; i++) {
            text(one, "v" + i);
            text(two, "w" + i);
        }

        one.join(two);

        assertThat(siblings(one)).hasSize(2 * Issuer.SIBLINGS_MAX);
    }

    @Test
    void shouldMergeElementsAndRemoveWhatWasSeen() {
        two.join(one.write(one.row(1).addAll(one.column("set"), one.encoded("set", Set.of(1, 2)))));
        Delta again = two.write(two.row(1).addAll(two.column("set"), two.encoded("set", Set.of(2, 3))));
        one.write(one.row(1).remove(one.column("set"), ScalarType.INT.encode(2)));
        one.join(again);

        assertThat(one.seen(1, "set")).isEqualTo("{1, 2, 3}");
    }

    @Test
    void shouldRemoveThePartitionRowByRow() {
        text(one, "a");
        one.write(one.row(2).set("text", one.encoded("text", "x")));
        one.write(one.mutation().statics().set("s", one.encoded("s", "static")));

        Delta deletion = one.write(one.mutation().deletePartition().build());

        assertThat(deletion.rows()).hasSize(3);
        assertThat(one.visible().isEmpty()).isTrue();
    }

    @Test
    void shouldRemoveOnlyTheRowsOfARange() {
        text(one, "a");
        one.write(one.row(2).set("text", one.encoded("text", "x")));

        one.write(one.mutation().deleteRange(Slice.of(one.clustering(2))).build());

        assertThat(siblings(one)).containsExactly("a");
        assertThat(one.seen(2)).isNull();
    }

    @Test
    void shouldRefuseToRemoveTooManyRows() {
        for (int i = 0; i <= Issuer.REMOVED_ROWS_MAX; i++) {
            one.write(one.row(i).insert());
        }

        assertThatExceptionOfType(StarlingException.class)
                .isThrownBy(() -> one.write(one.mutation().deletePartition().build()))
                .satisfies(error -> assertThat(error.code()).isEqualTo(ErrorCode.TOO_LARGE));
    }

    @Test
    void shouldKeepOneMarkerHoweverOftenARowIsInserted() {
        for (int i = 0; i < 5; i++) {
            one.write(one.row(1).insert());
        }

        assertThat(one.entries.get(one.key(1)).cellCount()).isEqualTo(1);
    }
}
