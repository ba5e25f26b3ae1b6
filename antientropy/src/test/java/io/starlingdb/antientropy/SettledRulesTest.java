package io.starlingdb.antientropy;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.antientropy.SettledWorld.Held;
import io.starlingdb.antientropy.SettledWorld.Rule;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which rule of settled time lets no deleted cell come back: every order of exchanges, messages and purges of three owners. */
class SettledRulesTest {
    /** Whether a deleted cell comes back (then no more was explored), and how often all owners purge. */
    private record Outcome(int cameBack, int over) {}

    private static Outcome explore(Rule rule) {
        Set<SettledWorld> seen = new HashSet<>();
        Deque<SettledWorld> open = new ArrayDeque<>();
        for (Held first : Held.values()) {
            for (Held second : Held.values()) {
                for (Held third : Held.values()) {
                    if (first == Held.TOMBSTONE || second == Held.TOMBSTONE || third == Held.TOMBSTONE) {
                        open.add(SettledWorld.of(first, second, third));
                    }
                }
            }
        }
        seen.addAll(open);
        int cameBack = 0;
        int over = 0;
        while (!open.isEmpty() && cameBack == 0) {
            SettledWorld world = open.remove();
            cameBack += world.hasComeBack() ? 1 : 0;
            over += world.isOver() ? 1 : 0;
            for (SettledWorld next : world.next(rule)) {
                if (seen.add(next)) {
                    open.add(next);
                }
            }
        }
        return new Outcome(cameBack, over);
    }

    /** A and B compare equal (a tombstone is no difference), then B gets the cell from C, then C the tombstone from A. */
    @Test
    void shouldBringDeletedCellsBackIfItIsEnoughThatEveryPairHasExchanged() {
        assertThat(explore(Rule.EVERY_PAIR).cameBack()).isPositive();
    }

    /** True of one cell of three owners; there is no proof of it for more. */
    @Test
    void shouldBringNoneBackIfEveryOwnerWasInStepAtATimeOfItsOwn() {
        Outcome outcome = explore(Rule.EVERY_OWNER);

        assertThat(outcome.cameBack()).isZero();
        assertThat(outcome.over()).isPositive();
    }

    @Test
    void shouldBringNoneBackIfAllWereInStepAtOneMoment() {
        Outcome outcome = explore(Rule.ONE_MOMENT);

        assertThat(outcome.cameBack()).isZero();
        assertThat(outcome.over()).isPositive();
    }
}
