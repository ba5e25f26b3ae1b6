package io.starlingdb.hints;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.kernel.NodeId;
import io.starlingdb.kernel.TimeSource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Hints whose rows are sets of letters, joined by union. */
class HintsTest {
    private static final NodeId A = new NodeId(1, 1);
    private static final NodeId B = new NodeId(1, 2);
    private static final NodeId C = new NodeId(1, 3);
    private static final HintLimits LIMITS = new HintLimits(100, 100_000, 60, 90_000, 10_000);
    private static final DeliveryPace PACE = DeliveryPace.DEFAULTS.withBatchHintsMax(4);

    private final MemoryHintStore store = new MemoryHintStore(1_000);
    private final Clock clock = new Clock();
    private final Deque<Sent> sent = new ArrayDeque<>();
    private final List<HintKey> missed = new ArrayList<>();
    private Hints hints = hints(LIMITS, PACE, HintRules.SOUND);

    private record Sent(NodeId target, boolean isHandOn, List<StoredHint> batch, HintSender.Outcome outcome) {
        void end(HintSender.Fate fate) {
            outcome.ended(Collections.nCopies(batch.size(), fate));
        }
    }

    private static final class Clock implements TimeSource {
        private long millis = 1_000_000;

        @Override
        public long nanoTime() {
            return millis * 1_000_000;
        }

        @Override
        public long wallMicros() {
            return millis * 1_000;
        }
    }

    private Hints hints(HintLimits limits, DeliveryPace pace, HintRules rules) {
        HintSender sender = new HintSender() {
            @Override
            public void deliver(NodeId target, List<StoredHint> batch, Outcome outcome) {
                sent.add(new Sent(target, false, batch, outcome));
            }

            @Override
            public void handOn(NodeId target, List<StoredHint> batch, Outcome outcome) {
                sent.add(new Sent(target, true, batch, outcome));
            }
        };
        HintListener listener = new HintListener() {
            @Override
            public void missed(HintKey key) {
                missed.add(key);
            }

            @Override
            public List<NodeId> heirs(byte[] row) {
                return List.of(B, C);
            }
        };
        Hints built = new Hints(store, HintsTest::union, limits, pace, sender, listener, clock, rules);
        built.open();
        return built;
    }

    private static byte[] union(byte[] row, byte[] mine, byte[] theirs) {
        SortedSet<Character> letters = new TreeSet<>();
        (text(mine) + text(theirs)).chars().forEach(letter -> letters.add((char) letter));
        StringBuilder joined = new StringBuilder();
        letters.forEach(joined::append);
        return bytes(joined.toString());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static HintKey key(NodeId target, int row) {
        return new HintKey(target, bytes("row " + row));
    }

    private boolean keep(NodeId target, int row, String letters) {
        return hints.keep(key(target, row), bytes(letters), 1_000 + row, false);
    }

    private void work() {
        for (int i = 0; i < 20; i++) {
            hints.work();
        }
    }

    private TargetReport report(NodeId target) {
        for (TargetReport report : hints.reports()) {
            assertThat(report.delivered() + report.superseded() + report.expired() + report.dropped() + report.count())
                    .as("what became of %s", report)
                    .isEqualTo(report.stored());
            if (report.target().equals(target)) {
                return report;
            }
        }
        throw new AssertionError("nothing was ever kept for " + target);
    }

    @Test
    void shouldJoinHintsOfOneRowIntoOne() {
        for (int i = 0; i < 10; i++) {
            assertThat(keep(A, 1, "" + (char) ('a' + i % 3))).isTrue();
        }
        assertThat(text(store.get(key(A, 1)).content())).isEqualTo("abc");
        assertThat(report(A).count()).isEqualTo(1);
        assertThat(report(A).superseded()).isEqualTo(9);
    }

    @Test
    void shouldSendNothingWhileTheTargetIsAwayAndTheOldestFirstWhenItIsBack() {
        for (int row = 0; row < 10; row++) {
            clock.millis++;
            keep(A, (row * 7) % 10, "x");
        }
        work();
        assertThat(sent).isEmpty();
        hints.up(A);
        List<String> order = new ArrayList<>();
        while (report(A).count() > 0) {
            work();
            assertThat(sent).as("batches under way").hasSize(1);
            sent.getFirst().batch().forEach(hint -> order.add(text(hint.key().row())));
            sent.removeFirst().end(HintSender.Fate.ACKNOWLEDGED);
        }
        assertThat(order)
                .hasSize(10)
                .startsWith("row 0", "row 7", "row 4", "row 1")
                .endsWith("row 3");
        assertThat(report(A).delivered()).isEqualTo(10);
    }

    @Test
    void shouldKeepAHintUntilItIsAcknowledged() {
        keep(A, 1, "x");
        hints.up(A);
        work();
        assertThat(store.get(key(A, 1))).isNotNull();
        sent.removeFirst().end(HintSender.Fate.FAILED);
        work();
        assertThat(sent).as("sent again at once").isEmpty();
        clock.millis += 600;
        work();
        sent.removeFirst().end(HintSender.Fate.ACKNOWLEDGED);
        assertThat(store.get(key(A, 1))).isNull();
    }

    @Test
    void shouldSendAHintAgainThatChangedWhileItWasUnderWay() {
        keep(A, 1, "x");
        hints.up(A);
        work();
        keep(A, 1, "y");
        sent.removeFirst().end(HintSender.Fate.ACKNOWLEDGED);
        assertThat(report(A).count()).isEqualTo(1);
        work();
        assertThat(text(sent.getFirst().batch().get(0).hint().content())).isEqualTo("xy");
        sent.removeFirst().end(HintSender.Fate.ACKNOWLEDGED);
        assertThat(report(A))
                .extracting(TargetReport::count, TargetReport::delivered)
                .containsExactly(0L, 1L);
    }

    @Test
    void shouldDropWhatExceedsTheLimitsAndSaySo() {
        for (int row = 0; row < 70; row++) {
            assertThat(keep(A, row, "x")).isEqualTo(row < 60);
        }
        for (int row = 0; row < 70; row++) {
            assertThat(keep(B, row, "x")).isEqualTo(row < 40);
        }
        assertThat(keep(A, 1, "y")).as("joined into one that is there").isTrue();
        assertThat(missed).hasSize(40).contains(key(A, 60), key(B, 69));
        assertThat(report(A).dropped()).isEqualTo(10);
        assertThat(keep(A, 1, "z".repeat(200_000))).isTrue(); // joins to a small one
        assertThat(keep(C, 1, "z".repeat(200_000))).isFalse();
    }

    @Test
    void shouldExpireWhatIsOlderThanTheWindow() {
        keep(A, 1, "x");
        work();
        clock.millis += 8_000;
        keep(A, 2, "x");
        clock.millis += 8_000;
        work();
        assertThat(report(A))
                .extracting(TargetReport::expired, TargetReport::count)
                .containsExactly(1L, 1L);
        assertThat(missed).containsExactly(key(A, 1));
    }

    @Test
    void shouldTellTheLowestStampOfWhatIsKept() {
        assertThat(hints.lowestStamp()).isEqualTo(Long.MAX_VALUE);
        keep(A, 5, "x");
        keep(A, 3, "x");
        assertThat(hints.lowestStamp()).isEqualTo(1_003);
        hints.up(A);
        work();
        sent.removeFirst().outcome().ended(List.of(HintSender.Fate.FAILED, HintSender.Fate.ACKNOWLEDGED));
        clock.millis += 11_000 / 2;
        hints.down(A);
        clock.millis += 5_000;
        keep(A, 9, "x");
        work();
        assertThat(hints.lowestStamp()).isEqualTo(1_009); // 5 has expired
    }

    @Test
    void shouldFindAllHintsAgainAfterARestart() {
        for (int row = 0; row < 30; row++) {
            clock.millis++;
            keep(A, row, "x");
        }
        hints = hints(LIMITS, PACE.withOrdered(7), HintRules.SOUND);
        assertThat(report(A).count()).isEqualTo(30);
        assertThat(hints.lowestStamp()).isEqualTo(1_000);
        hints.up(A);
        int expected = 0;
        while (report(A).count() > 0) {
            work();
            for (StoredHint hint : sent.getFirst().batch()) {
                assertThat(text(hint.key().row())).isEqualTo("row " + expected++);
            }
            sent.removeFirst().end(HintSender.Fate.ACKNOWLEDGED);
        }
        assertThat(expected).isEqualTo(30);
    }

    @Test
    void shouldGiveUpTheHintsOfARemovedMemberButForThoseThatCounted() {
        keep(A, 1, "x");
        hints.keep(key(A, 2), bytes("y"), 1_000, true);
        hints.giveUp(A);
        work();
        assertThat(report(A))
                .extracting(TargetReport::dropped, TargetReport::superseded, TargetReport::count)
                .containsExactly(1L, 1L, 0L);
        assertThat(missed).containsExactly(key(A, 1));
        assertThat(text(store.get(key(B, 2)).content())).isEqualTo("y");
        assertThat(text(store.get(key(C, 2)).content())).isEqualTo("y");
        assertThat(keep(A, 3, "z")).isFalse();
    }

    @Test
    void shouldHandItsHintsOnWhenItLeaves() {
        keep(A, 1, "x");
        keep(B, 1, "x");
        hints.up(B);
        hints.leave();
        work();
        assertThat(sent)
                .extracting(Sent::target, Sent::isHandOn)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(A, true), org.assertj.core.groups.Tuple.tuple(B, false));
        sent.forEach(batch -> batch.end(HintSender.Fate.ACKNOWLEDGED));
        assertThat(hints.count()).isZero();
    }

    @Test
    void shouldKeepItsHintsForTheirTargetsWhenItStaysAfterAll() {
        keep(A, 1, "x");
        hints.leave();
        hints.stay();
        work();
        assertThat(sent).isEmpty();
        assertThat(hints.count()).isOne();
    }

    @Test
    void shouldDeliverNoFasterThanItsPace() {
        hints = hints(LIMITS, PACE.withBytesPerSecond(1_000), HintRules.SOUND);
        for (int row = 0; row < 40; row++) {
            keep(A, row, "x".repeat(1));
        }
        hints.up(A);
        long bytes = report(A).bytes();
        long begin = clock.millis;
        while (report(A).count() > 0) {
            long wait = hints.work();
            if (!sent.isEmpty()) {
                sent.removeFirst().end(HintSender.Fate.ACKNOWLEDGED);
            } else {
                clock.millis += Math.max(1, Math.min(100, wait / 1_000_000));
            }
        }
        assertThat(clock.millis - begin).isBetween(bytes - 1_300, bytes);
    }

    @Test
    void shouldGiveMisplacedHintsUpAndForgetNeedlessOnes() {
        keep(A, 1, "x");
        keep(A, 2, "x");
        hints.keep(key(A, 3), bytes("y"), 1_000, true);
        hints.up(A);
        work();
        sent.removeFirst()
                .outcome()
                .ended(List.of(HintSender.Fate.NEEDLESS, HintSender.Fate.MISPLACED, HintSender.Fate.MISPLACED));
        assertThat(report(A))
                .extracting(TargetReport::dropped, TargetReport::superseded)
                .containsExactly(1L, 2L);
        assertThat(store.get(key(B, 3))).isNotNull();
    }

    @Test
    void shouldLoseNothingInAnyRandomHistory() {
        for (int seed = 0; seed < 300; seed++) {
            randomHistory(new Random(seed));
        }
    }

    /** What targets were sent and what they missed without being told is compared with what was written. */
    private void randomHistory(Random random) {
        store.wipe();
        missed.clear();
        sent.clear();
        DeliveryPace pace = PACE.withOrdered(1 + random.nextInt(10));
        hints = hints(LIMITS, pace, HintRules.SOUND);
        String[][] written = new String[2][12];
        String[][] arrived = new String[2][12];
        for (int step = 0; step < 400 || hints.count() > 0; step++) {
            boolean isOver = step >= 400;
            NodeId target = random.nextBoolean() ? A : B;
            int place = target.equals(A) ? 0 : 1;
            clock.millis += random.nextInt(30);
            switch (isOver ? 2 + random.nextInt(4) : random.nextInt(8)) {
                case 0, 1 -> {
                    int row = random.nextInt(12);
                    String letter = "" + (char) ('a' + random.nextInt(26));
                    written[place][row] = text(union(bytes(""), bytes("" + written[place][row]), bytes(letter)));
                    keep(target, row, letter);
                }
                case 2 -> hints.up(target);
                case 3 -> work();
                case 4 -> answer(random, arrived, isOver);
                case 5 -> clock.millis += isOver ? 1_000 : 50;
                case 6 -> hints.down(target);
                default -> {
                    if (random.nextInt(10) == 0) {
                        sent.clear();
                        hints = hints(LIMITS, pace, HintRules.SOUND); // a kill -9
                    }
                }
            }
            assertThat(step).isLessThan(20_000);
        }
        for (int target = 0; target < 2; target++) {
            for (int row = 0; row < 12; row++) {
                boolean wasTold = missed.contains(key(target == 0 ? A : B, row));
                String all = text(union(bytes(""), bytes("" + written[target][row]), bytes("" + arrived[target][row])));
                String had = text(union(bytes(""), bytes("null"), bytes("" + arrived[target][row])));
                assertThat(wasTold || had.equals(text(union(bytes(""), bytes("null"), bytes(all)))))
                        .isTrue();
            }
        }
    }

    private void answer(Random random, String[][] arrived, boolean isOver) {
        if (sent.isEmpty()) {
            return;
        }
        Sent batch = sent.removeFirst();
        List<HintSender.Fate> fates = new ArrayList<>();
        for (StoredHint hint : batch.batch()) {
            boolean fails = !isOver && random.nextInt(3) == 0;
            fates.add(fails ? HintSender.Fate.FAILED : HintSender.Fate.ACKNOWLEDGED);
            if (!fails) {
                int place = batch.target().equals(A) ? 0 : 1;
                int row = Integer.parseInt(text(hint.key().row()).substring(4));
                arrived[place][row] = text(union(
                        bytes(""), bytes("" + arrived[place][row]), hint.hint().content()));
            }
        }
        batch.outcome().ended(fates);
    }
}
