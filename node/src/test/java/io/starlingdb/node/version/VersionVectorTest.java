package io.starlingdb.node.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Vectors against plain sets of dots. */
class VersionVectorTest {
    private static final int ACTORS = 3;
    private static final int STAMPS = 12;

    private record Sample(VersionVector vector, TreeSet<Dot> dots) {
        static Sample of(long seed) {
            Random random = new Random(seed);
            VersionVector vector = VersionVector.EMPTY;
            TreeSet<Dot> dots = new TreeSet<>();
            for (int i = random.nextInt(6); i > 0; i--) {
                int actor = random.nextInt(ACTORS);
                long after = random.nextInt(STAMPS);
                long to = after + 1 + random.nextInt(4);
                vector = vector.union(VersionVector.of(actor, after, to));
                for (long stamp = after + 1; stamp <= to; stamp++) {
                    dots.add(new Dot(actor, stamp));
                }
            }
            return new Sample(vector, dots);
        }
    }

    private static TreeSet<Dot> dotsOf(VersionVector vector) {
        TreeSet<Dot> dots = new TreeSet<>();
        for (int i = 0; i < vector.size(); i++) {
            for (long stamp = vector.afterAt(i) + 1; stamp <= vector.toAt(i); stamp++) {
                dots.add(new Dot(vector.actorAt(i), stamp));
            }
        }
        return dots;
    }

    private static void isNormal(VersionVector vector) {
        for (int i = 0; i < vector.size(); i++) {
            assertThat(vector.afterAt(i)).isLessThan(vector.toAt(i));
            if (i > 0 && vector.actorAt(i) == vector.actorAt(i - 1)) {
                assertThat(vector.afterAt(i)).isGreaterThan(vector.toAt(i - 1));
            } else if (i > 0) {
                assertThat(vector.actorAt(i)).isGreaterThan(vector.actorAt(i - 1));
            }
        }
    }

    @Property
    void shouldBehaveAsSetsOfDots(@ForAll long left, @ForAll long right) {
        Sample a = Sample.of(left);
        Sample b = Sample.of(right);
        TreeSet<Dot> union = new TreeSet<>(a.dots());
        union.addAll(b.dots());
        TreeSet<Dot> difference = new TreeSet<>(a.dots());
        difference.removeAll(b.dots());

        assertThat(dotsOf(a.vector())).isEqualTo(a.dots());
        assertThat(dotsOf(a.vector().union(b.vector()))).isEqualTo(union);
        assertThat(dotsOf(a.vector().minus(b.vector()))).isEqualTo(difference);
        assertThat(a.vector().containsAll(b.vector())).isEqualTo(a.dots().containsAll(b.dots()));
        assertThat(a.vector().intersects(b.vector()))
                .isEqualTo(difference.size() < a.dots().size());
        assertThat(a.vector().equals(b.vector())).isEqualTo(a.dots().equals(b.dots()));
        isNormal(a.vector().union(b.vector()));
        isNormal(a.vector().minus(b.vector()));
    }

    @Property
    void shouldCompareAsHistoriesDo(@ForAll long left, @ForAll long right) {
        Sample a = Sample.of(left);
        Sample b = Sample.of(right);
        boolean holds = a.dots().containsAll(b.dots());
        boolean held = b.dots().containsAll(a.dots());
        Causality expected =
                holds ? held ? Causality.EQUAL : Causality.AFTER : held ? Causality.BEFORE : Causality.CONCURRENT;

        assertThat(a.vector().compare(b.vector())).isEqualTo(expected);
    }

    @Property
    void shouldCutAtAStamp(@ForAll long seed) {
        Sample sample = Sample.of(seed);
        long at = Math.floorMod(seed, (long) STAMPS);
        TreeSet<Dot> above = new TreeSet<>(sample.dots());
        above.removeIf(dot -> dot.stamp() <= at);
        TreeSet<Dot> upTo = new TreeSet<>(sample.dots());
        upTo.removeIf(dot -> dot.stamp() > at);

        assertThat(dotsOf(sample.vector().above(at))).isEqualTo(above);
        assertThat(dotsOf(sample.vector().upTo(at))).isEqualTo(upTo);
        isNormal(sample.vector().above(at));
    }

    @Property
    void shouldFillGapsOnlyBetweenAnActorsIntervalsAndOnlyUpToAStamp(@ForAll long seed) {
        Sample sample = Sample.of(seed);
        long at = Math.floorMod(seed, (long) STAMPS);
        TreeSet<Dot> expected = new TreeSet<>(sample.dots());
        for (int actor = 0; actor < ACTORS; actor++) {
            int of = actor;
            TreeSet<Dot> own = new TreeSet<>(sample.dots());
            own.removeIf(dot -> dot.actor() != of);
            for (long stamp = own.isEmpty() ? at : own.first().stamp();
                    !own.isEmpty() && stamp <= Math.min(at, own.last().stamp());
                    stamp++) {
                expected.add(new Dot(actor, stamp));
            }
        }

        VersionVector filled = sample.vector().gapsFilledUpTo(at);

        assertThat(dotsOf(filled)).isEqualTo(expected);
        isNormal(filled);
    }

    @Test
    void shouldMergeIntervalsThatTouchAndKeepGaps() {
        VersionVector vector = VersionVector.of(1, 0, 5).union(VersionVector.of(1, 5, 9));

        assertThat(vector).isEqualTo(VersionVector.of(1, new Interval(0, 9)));
        assertThat(vector.union(VersionVector.of(1, 11, 12))).hasToString("{1:(0, 9], 1:(11, 12]}");
    }

    @Test
    void shouldAnswerAnOperandWhereItHoldsTheOther() {
        VersionVector large = VersionVector.of(1, 0, 9);
        VersionVector small = VersionVector.of(1, 3, 5);

        assertThat(large.union(small)).isSameAs(large);
        assertThat(small.union(large)).isSameAs(large);
        assertThat(large.with(new Dot(1, 4))).isSameAs(large);
        assertThat(large.above(0)).isSameAs(large);
    }

    @Test
    void shouldTellTheLastStampOfAnActor() {
        VersionVector vector = VersionVector.of(1, 0, 5).union(VersionVector.of(1, 7, 9));

        assertThat(vector.last(1)).isEqualTo(9);
        assertThat(vector.last(2)).isEqualTo(Long.MIN_VALUE);
        assertThat(vector.union(VersionVector.of(new Dot(0, 30))).highest()).isEqualTo(30);
        assertThat(VersionVector.EMPTY.highest()).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void shouldRefuseAnEmptyInterval() {
        assertThatThrownBy(() -> new Interval(5, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> VersionVector.of(1, 6, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThat(Interval.only(5).contains(5)).isTrue();
        assertThat(Interval.only(5).contains(4)).isFalse();
    }
}
