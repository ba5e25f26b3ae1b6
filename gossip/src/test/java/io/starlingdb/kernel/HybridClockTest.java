package io.starlingdb.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HybridClockTest {

    private static final long SECOND = 1_000_000;

    private final HandSetTime time = new HandSetTime();
    private final CrashingState saved = new CrashingState();

    @Test
    void shouldStayAboveTheWallClockAndAllStampsBefore() {
        HybridClock clock = new HybridClock(time, saved, SECOND, HybridClock.AHEAD_MICROS_DEFAULT);
        long first = clock.next();
        assertThat(first).isEqualTo(time.wall + 1);
        assertThat(clock.next()).isEqualTo(first + 1);
        time.wall -= 10 * SECOND;
        assertThat(clock.next()).isEqualTo(first + 2);
        time.wall += 10 * SECOND + 500;
        assertThat(clock.next()).isEqualTo(time.wall + 1);
    }

    @Test
    void shouldStayAboveWhatItObserved() {
        HybridClock clock = new HybridClock(time, saved, SECOND, HybridClock.AHEAD_MICROS_DEFAULT);
        long theirs = time.wall + SECOND / 2;
        assertThat(clock.observe(theirs)).isTrue();
        assertThat(clock.next()).isEqualTo(theirs + 1);
        assertThat(clock.observe(time.wall)).as("an old one changes nothing").isTrue();
        assertThat(clock.next()).isEqualTo(theirs + 2);
    }

    @Test
    void shouldRefuseToObserveWhatIsAbsurdlyFarAhead() {
        HybridClock clock = new HybridClock(time, saved, SECOND, HybridClock.AHEAD_MICROS_DEFAULT);
        assertThat(clock.observe(time.wall + HybridClock.AHEAD_MICROS_DEFAULT)).isTrue();
        long last = clock.last();
        assertThat(clock.observe(time.wall + HybridClock.AHEAD_MICROS_DEFAULT + 1))
                .isFalse();
        assertThat(clock.last()).isEqualTo(last);
    }

    @Test
    void shouldIssueNothingBeyondItsReserveUntilThatIsExtended() {
        HybridClock clock = new HybridClock(time, saved, SECOND, HybridClock.AHEAD_MICROS_DEFAULT);
        time.wall += SECOND;
        assertThat(clock.reserveIsLow()).isTrue();
        assertThatThrownBy(clock::next).isInstanceOf(StampReserveExhausted.class);
        clock.extendReserve();
        assertThat(clock.reserveIsLow()).isFalse();
        assertThat(clock.next()).isEqualTo(time.wall + 1);
    }

    @Test
    void shouldKeepTheOldReserveWhenSavingFails() {
        HybridClock clock = new HybridClock(time, saved, SECOND, HybridClock.AHEAD_MICROS_DEFAULT);
        time.wall += SECOND / 2;
        saved.crashAfterSaves(0, false);
        assertThatThrownBy(clock::extendReserve).isInstanceOf(Crash.class);
        assertThat(clock.next()).isEqualTo(time.wall + 1);
        time.wall += SECOND * 6 / 10;
        assertThatThrownBy(clock::next).isInstanceOf(StampReserveExhausted.class);
    }

    @Test
    void shouldContinueExactlyAfterACleanStop() {
        HybridClock clock = new HybridClock(time, saved, SECOND, HybridClock.AHEAD_MICROS_DEFAULT);
        clock.next();
        long last = clock.next();
        clock.close();
        clock.close();
        assertThatThrownBy(clock::next).isInstanceOf(StampReserveExhausted.class);
        assertThat(clock.reserveIsLow()).isFalse();
        time.wall -= 10 * SECOND;
        assertThat(new HybridClock(time, saved, SECOND, HybridClock.AHEAD_MICROS_DEFAULT).next())
                .isBetween(last + 1, last + 2);
    }

    @Test
    void shouldRefuseADamagedReserve() {
        saved.save("stamp-reserve", new byte[] {1, 2, 3});
        assertThatThrownBy(() -> new HybridClock(time, saved, SECOND, HybridClock.AHEAD_MICROS_DEFAULT))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldKeepTheBytesOfItsReserve() {
        time.wall = 0x0102030405060708L - SECOND;
        new HybridClock(time, saved, SECOND, HybridClock.AHEAD_MICROS_DEFAULT);
        assertThat(saved.load("stamp-reserve")).containsExactly(1, 1, 2, 3, 4, 5, 6, 7, 8);
    }

    /**
     * All histories of five steps (seven in a full run), of which each is: issue, extend, observe, the clock goes back or forward, stop cleanly, or die: outside
     * of saving, or inside it, before or after the new content is durable, while another thread issues stamps.
     */
    @Test
    void shouldIssueEachStampOnceInEveryHistoryOfCrashes() {
        int steps = Boolean.getBoolean("starling.full") ? 7 : 5;
        long histories = 1;
        for (int i = 0; i < steps; i++) {
            histories *= Step.values().length;
        }
        long issued = 0;
        for (long history = 0; history < histories; history++) {
            issued += new Lives().live(history, steps);
        }
        assertThat(issued).as("not vacuous").isGreaterThan(histories);
    }

    @Test
    void shouldIssueEachStampOnceToManyThreads() throws InterruptedException {
        HybridClock clock = new HybridClock(time, saved, SECOND, HybridClock.AHEAD_MICROS_DEFAULT);
        int threads = 4;
        List<List<Long>> stamps = new ArrayList<>();
        List<Thread> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            List<Long> mine = new ArrayList<>();
            stamps.add(mine);
            Thread thread = new Thread(() -> issueUntilClosed(clock, mine));
            running.add(thread);
            thread.start();
        }
        for (int i = 0; i < 200; i++) {
            clock.extendReserve();
            time.wall += 1_000;
        }
        clock.close();
        for (Thread thread : running) {
            thread.join();
        }
        assertThat(stamps).allSatisfy(mine -> assertThat(mine).isSorted());
        List<Long> all = stamps.stream().flatMap(List::stream).toList();
        assertThat(all).doesNotHaveDuplicates();
        time.wall = 0;
        long next = new HybridClock(time, saved, SECOND, HybridClock.AHEAD_MICROS_DEFAULT).next();
        assertThat(all).allMatch(stamp -> stamp < next);
    }

    private static void issueUntilClosed(HybridClock clock, List<Long> stamps) {
        AtomicLong refused = new AtomicLong();
        while (refused.get() < 100_000 && stamps.size() < 50_000) {
            try {
                stamps.add(clock.next());
            } catch (StampReserveExhausted e) {
                refused.incrementAndGet();
            }
        }
    }

    private enum Step {
        NEXT,
        EXTEND,
        OBSERVE,
        CLOCK_BACK,
        CLOCK_FORWARD,
        CLEAN_STOP,
        DIE,
        DIE_BEFORE_DURABLE,
        DIE_AFTER_DURABLE
    }

    /** One history. */
    private static final class Lives {
        private final HandSetTime time = new HandSetTime();
        private final CrashingState saved = new CrashingState();
        private @Nullable HybridClock clock = new HybridClock(time, saved, SECOND, 10 * SECOND);
        private long highest;
        private int issued;

        int live(long history, int steps) {
            long rest = history;
            for (int i = 0; i < steps; i++) {
                int choice = (int) (rest % Step.values().length);
                rest /= Step.values().length;
                try {
                    take(Step.values()[choice]);
                } catch (Crash e) {
                    clock = null;
                }
                if (clock == null) {
                    clock = new HybridClock(time, saved, SECOND, 10 * SECOND);
                }
                issue(clock);
            }
            return issued;
        }

        private void take(Step step) {
            HybridClock current = clock;
            if (current == null) {
                throw new IllegalStateException("always running");
            }
            switch (step) {
                case NEXT -> issue(current);
                case EXTEND -> current.extendReserve();
                case OBSERVE -> current.observe(time.wall + 3 * SECOND);
                case CLOCK_BACK -> time.wall -= 2 * SECOND;
                case CLOCK_FORWARD -> time.wall += 2 * SECOND;
                case CLEAN_STOP -> {
                    current.close();
                    clock = null;
                }
                case DIE -> clock = null;
                case DIE_BEFORE_DURABLE -> dieSaving(current, false);
                case DIE_AFTER_DURABLE -> dieSaving(current, true);
            }
        }

        private void dieSaving(HybridClock current, boolean durable) {
            time.wall += SECOND;
            saved.crashAfterSaves(0, durable);
            saved.meanwhile = () -> issue(current);
            current.extendReserve();
            throw new Crash(); // also where there was nothing to save
        }

        private void issue(HybridClock current) {
            try {
                long stamp = current.next();
                if (stamp <= highest || stamp <= time.wall) {
                    throw new AssertionError(stamp + " issued after " + highest + " at " + time.wall);
                }
                highest = stamp;
                issued++;
            } catch (StampReserveExhausted e) {
                if (!current.reserveIsLow()) {
                    throw new AssertionError("refused with a reserve");
                }
            }
        }
    }

    private static final class HandSetTime implements TimeSource {
        private volatile long wall = 1_795_392_000_000_000L;

        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public long wallMicros() {
            return wall;
        }
    }

    /** The process dies. */
    private static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static final class CrashingState implements SavedState {
        private final Map<String, byte[]> blobs = new HashMap<>();
        private int savesLeft = Integer.MAX_VALUE;
        private boolean durable;
        private @Nullable Runnable meanwhile;

        void crashAfterSaves(int saves, boolean thenDurable) {
            savesLeft = saves;
            durable = thenDurable;
        }

        @Override
        public byte @Nullable [] load(String name) {
            savesLeft = Integer.MAX_VALUE;
            meanwhile = null;
            return blobs.get(name);
        }

        @Override
        public void save(String name, byte[] content) {
            Runnable once = meanwhile;
            meanwhile = null;
            if (once != null) {
                once.run();
            }
            boolean crash = savesLeft-- == 0;
            if (!crash || durable) {
                blobs.put(name, content);
            }
            if (crash) {
                savesLeft = Integer.MAX_VALUE;
                throw new Crash();
            }
        }
    }
}
