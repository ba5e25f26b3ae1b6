package io.starlingdb.node.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.storage.ShardsRig.Probe;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ActorThreadTest {

    @Test
    void shouldGiveATurnThatBeginsAfterEachRing() throws InterruptedException {
        AtomicLong written = new AtomicLong();
        AtomicLong seen = new AtomicLong();
        ActorThread thread = new ActorThread("test", new Turns() {
            @Override
            public long turn() {
                long now = written.get();
                seen.set(now);
                return now < 0 ? NEVER : UNTIL_RUNG;
            }
        });
        thread.start();
        for (int i = 1; i <= 20_000; i++) {
            written.set(i);
            thread.ring();
            if (i % 100 == 0) {
                while (seen.get() < i) {
                    Thread.onSpinWait();
                }
            }
        }
        written.set(-1);
        thread.ring();
        thread.join();
        assertThat(seen).hasValue(-1);
    }

    @Test
    void shouldSleepUntilTheTimeThatWasAskedFor() throws InterruptedException {
        AtomicInteger turns = new AtomicInteger();
        long begin = System.nanoTime();
        ActorThread thread = new ActorThread("test", new Turns() {
            @Override
            public long turn() {
                turns.incrementAndGet();
                return System.nanoTime() - begin > 20_000_000 ? NEVER : 20_000_000;
            }
        });
        thread.start();
        thread.join();
        assertThat(turns.get()).isLessThan(20);
    }

    @Test
    void shouldRefuseWorkOnceAShardIsBroken() throws Exception {
        RowKey key = TestRows.key(1);
        MemoryEngine broken = new MemoryEngine(new MemoryEngine.Faults() {
            @Override
            public boolean cold(byte[] stored) {
                throw new StackOverflowError("a fault");
            }
        });
        try (ThreadLoop loop = new ThreadLoop()) {
            CompletableFuture<Throwable> died = new CompletableFuture<>();
            Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
            Thread.setDefaultUncaughtExceptionHandler((thread, fault) -> died.complete(fault));
            try {
                ThreadedShards shards = ThreadedShards.start(new ShardsFoundation(
                        broken, ShardsRig.SETTINGS, ThreadLoop.TIME, loop, () -> 1L << 50, StorageListener.NONE));
                assertThat(shards.submit(new Probe(key))).isTrue();
                assertThat(died.get(10, TimeUnit.SECONDS)).isInstanceOf(StackOverflowError.class);
                assertThat(shards.submit(new Probe(key))).isFalse();
                shards.close();
            } finally {
                Thread.setDefaultUncaughtExceptionHandler(before);
            }
        }
    }

    @Test
    void shouldLetNobodyWaitForASyncOnceTheLogIsBroken() {
        ShardsRig rig = new ShardsRig();
        LogSync log = new LogSync(
                rig.counted,
                ShardsRig.SETTINGS.durability(),
                new DiskWatch(() -> 1L << 50, 0, () -> {}, rig),
                ThreadLoop.TIME,
                new Handoff(new SameThread()),
                rig);
        CountDownLatch failed = new CountDownLatch(2);
        log.afterSync(failure -> count(failed, failure));
        log.broken(new IllegalStateException("a fault"));
        log.afterSync(failure -> count(failed, failure));
        assertThat(failed.getCount()).isZero();
    }

    private static void count(CountDownLatch failed, Throwable failure) {
        assertThat(failure).isInstanceOf(StorageException.class);
        failed.countDown();
    }

    private abstract static class Turns implements Actor {
        @Override
        public void broken(Throwable fault) {
            throw new AssertionError(fault);
        }
    }

    /** A loop that runs what it gets at once. */
    private static final class SameThread implements io.starlingdb.kernel.Scheduler {
        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public io.starlingdb.kernel.Cancellable schedule(long delayNanos, Runnable task) {
            throw new IllegalStateException("no timers here");
        }
    }
}
