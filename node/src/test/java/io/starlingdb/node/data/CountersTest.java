package io.starlingdb.node.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.node.schema.ConflictMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CountersTest {
    private TestReplica replica(ConflictMode mode, int actor, long stamp) {
        return new TestReplica(TestReplica.counters(mode), actor, stamp);
    }

    private static Delta add(TestReplica at, long amount) {
        return at.write(at.row(1).count(at.column("n"), amount));
    }

    @ParameterizedTest
    @EnumSource
    void shouldSumWhatAllNodesAdded(ConflictMode mode) {
        TestReplica one = replica(mode, 1, 1_000);
        TestReplica two = replica(mode, 2, 1_500);
        Delta first = add(one, 5);
        Delta second = add(one, -2);
        Delta third = add(two, 10);
        one.join(third);
        two.join(second);
        two.join(first);
        two.join(first);

        assertThat(one.seen(1, "n")).isEqualTo("13");
        assertThat(two.seen(1, "n")).isEqualTo("13");
        assertThat(one.entries.get(one.key(1)).cellCount()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeginANewLifeAfterAForgottenOne(ConflictMode mode) {
        TestReplica one = replica(mode, 1, 1_000);
        TestReplica two = replica(mode, 2, 1_500);
        two.join(add(one, 5));
        two.join(add(one, 1));
        one.entries.clear();
        one.life = ++one.stamp;

        two.join(add(one, 100));
        one.join(two);

        assertThat(two.seen(1, "n")).isEqualTo("106");
        assertThat(one.entries).isEqualTo(two.entries);
    }

    @ParameterizedTest
    @EnumSource
    void shouldStayDeletedThoughItIsAddedToElsewhere(ConflictMode mode) {
        TestReplica one = replica(mode, 1, 1_000);
        TestReplica two = replica(mode, 2, 1_500);
        two.join(add(one, 5));
        Delta deletion = two.write(two.row(1).delete(two.column("n")));
        Delta unknowing = add(one, 1);
        two.join(unknowing);
        one.join(deletion);

        assertThat(one.seen(1)).isNull();
        assertThat(two.seen(1)).isNull();

        two.join(add(one, 3));
        assertThat(one.seen(1, "n")).isEqualTo("3");
        assertThat(two.seen(1, "n")).isEqualTo("3");
    }

    @ParameterizedTest
    @EnumSource
    void shouldAddUpTwoChangesOfOneWrite(ConflictMode mode) {
        TestReplica one = replica(mode, 1, 1_000);
        one.write(one.row(1).count(one.column("n"), 2).count(one.column("n"), 3));

        assertThat(one.seen(1, "n")).isEqualTo("5");
    }
}
