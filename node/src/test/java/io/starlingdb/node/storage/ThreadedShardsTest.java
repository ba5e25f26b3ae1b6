package io.starlingdb.node.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.Lane;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.storage.ShardsRig.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ThreadedShardsTest {

    private static final RowKey COLD = TestRows.key(1, "cold");
    private static final RowKey WARM = TestRows.key(1, "warm");

    @Test
    void shouldLoseNoIncrementWhenManyThreadsSubmit() throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        MemoryEngine engine = new MemoryEngine(new MemoryEngine.Faults() {
            @Override
            public synchronized boolean cold(byte[] key) {
                return random.nextInt(4) == 0;
            }
        });
        try (ThreadLoop loop = new ThreadLoop()) {
            ShardsSettings settings = ShardsSettings.DEFAULTS
                    .withThreads(new ShardsSettings.Threads(3, 4, 1))
                    .withRowCacheBytes(4_000);
            AtomicInteger acknowledged = new AtomicInteger();
            AtomicInteger refused = new AtomicInteger();
            ThreadedShards shards = start(engine, settings, loop);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                int number = i;
                Thread thread =
                        new Thread(() -> increment(shards, new SplittableRandom(number), acknowledged, refused));
                thread.start();
                threads.add(thread);
            }
            for (Thread thread : threads) {
                thread.join();
            }
            shards.close();
            loop.finish();
            long stored = 0;
            for (int i = 0; i < 40; i++) {
                stored += TestRows.numberOr0(read(engine, TestRows.key((long) i << 55)));
            }
            assertThat(stored).isEqualTo(acknowledged.get()).isPositive();
            assertThat(acknowledged.get() + refused.get()).isEqualTo(4 * 5_000);
            assertThat(engine.unsyncedBatches()).isZero();
        }
    }

    private static void increment(
            ThreadedShards shards, SplittableRandom random, AtomicInteger acknowledged, AtomicInteger refused) {
        for (int i = 0; i < 5_000; i++) {
            RowKey key = TestRows.key((long) random.nextInt(40) << 55);
            ShardTask task = new Increment(key, acknowledged, refused);
            while (!shards.submit(task)) {
                Thread.onSpinWait();
            }
        }
    }

    /** @param refused counts those for which the disk was too slow: only so many wait for it */
    private record Increment(RowKey key, AtomicInteger acknowledged, AtomicInteger refused) implements ShardTask {
        @Override
        public long token() {
            return key.token();
        }

        @Override
        public long deadlineNanos() {
            return Long.MAX_VALUE;
        }

        @Override
        public List<RowKey> reads() {
            return List.of(key);
        }

        @Override
        public void run(ShardContext rows) {
            rows.put(key, TestRows.row(TestRows.numberOr0(rows.get(key)) + 1));
        }

        @Override
        public void committed() {
            acknowledged.incrementAndGet();
        }

        @Override
        public void failed(Throwable failure) {
            assertThat(failure).hasMessageStartingWith("Overloaded");
            refused.incrementAndGet();
        }
    }

    @Test
    void shouldServeOtherRowsOfTheShardWhileTheDiskHangs() throws Exception {
        HangingEngine engine = new HangingEngine();
        try (ThreadLoop loop = new ThreadLoop()) {
            ThreadedShards shards = start(engine, ShardsRig.SETTINGS.withRowCacheBytes(0), loop);
            Probe cold = new Probe(COLD);
            CompletableFuture<String> scanned = new CompletableFuture<>();
            assertThat(shards.submit(cold)).isTrue();
            engine.reached.await();
            for (int i = 1; i <= 200; i++) {
                CountDownLatch done = new CountDownLatch(1);
                int number = i;
                assertThat(shards.submit(new Latched(WARM, done, rows -> rows.put(WARM, TestRows.row(number)))))
                        .isTrue();
                done.await();
            }
            assertThat(shards.scan(Lane.REQUEST, new Scanning(scanned))).isTrue();
            assertThat(scanned.get(10, TimeUnit.SECONDS)).isEqualTo("200");
            assertThat(cold.ran).isFalse();
            assertThat(shards.statistics().parkedTasks()).isEqualTo(1);
            engine.disk.countDown();
            shards.close();
            loop.finish();
            assertThat(cold.committed).isTrue();
        }
    }

    @Test
    void shouldRefuseWorkOnceClosed() {
        try (ThreadLoop loop = new ThreadLoop()) {
            ThreadedShards shards = start(new MemoryEngine(), ShardsSettings.DEFAULTS, loop);
            shards.close();
            shards.close();
            assertThat(shards.submit(new Probe(WARM))).isFalse();
            assertThat(shards.scan(Lane.BULK, new Scanning(new CompletableFuture<>())))
                    .isFalse();
            assertThat(shards.sync()).failsWithin(10, TimeUnit.SECONDS);
        }
    }

    private static ThreadedShards start(StorageEngine engine, ShardsSettings settings, ThreadLoop loop) {
        return ThreadedShards.start(new ShardsFoundation(
                engine, settings, ThreadLoop.TIME, loop, () -> Long.MAX_VALUE, StorageListener.NONE));
    }

    private static @Nullable Row read(StorageEngine engine, RowKey key) {
        byte[] stored = engine.get(key.bytes());
        return stored == null ? null : io.starlingdb.node.data.RowCodec.decode(key, stored);
    }

    private record Latched(RowKey key, CountDownLatch done, java.util.function.Consumer<ShardContext> work)
            implements ShardTask {
        @Override
        public long token() {
            return key.token();
        }

        @Override
        public long deadlineNanos() {
            return Long.MAX_VALUE;
        }

        @Override
        public List<RowKey> reads() {
            return List.of(key);
        }

        @Override
        public void run(ShardContext rows) {
            work.accept(rows);
        }

        @Override
        public void committed() {
            done.countDown();
        }

        @Override
        public void failed(Throwable failure) {
            throw StarlingException.invalid("failed: " + failure);
        }
    }

    private record Scanning(CompletableFuture<String> scanned) implements ScanTask<String> {
        @Override
        public long deadlineNanos() {
            return Long.MAX_VALUE;
        }

        @Override
        public String scan(SnapshotRows rows) {
            return Long.toString(TestRows.numberOr0(rows.get(WARM)));
        }

        @Override
        public void completed(String result) {
            scanned.complete(result);
        }

        @Override
        public void failed(Throwable failure) {
            scanned.completeExceptionally(failure);
        }
    }

    /** Its disk does not answer until it is let. */
    private static final class HangingEngine implements StorageEngine {
        final CountDownLatch reached = new CountDownLatch(1);
        final CountDownLatch disk = new CountDownLatch(1);
        private final MemoryEngine memory = new MemoryEngine();

        @Override
        public byte @Nullable [] get(byte[] key) {
            reached.countDown();
            try {
                disk.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return memory.get(key);
        }

        @Override
        public Lookup getCached(byte[] key) {
            return java.util.Arrays.equals(key, COLD.bytes()) ? Lookup.COLD : memory.getCached(key);
        }

        @Override
        public void write(Batch batch, boolean synced) {
            memory.write(batch, synced);
        }

        @Override
        public void sync() {
            memory.sync();
        }

        @Override
        public EngineSnapshot snapshot() {
            return memory.snapshot();
        }

        @Override
        public EngineStatistics statistics() {
            return memory.statistics();
        }

        @Override
        public void close() {
            memory.close();
        }
    }
}
