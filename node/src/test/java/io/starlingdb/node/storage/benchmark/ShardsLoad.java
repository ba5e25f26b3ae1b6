package io.starlingdb.node.storage.benchmark;

import com.sun.management.OperatingSystemMXBean;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.storage.Batch;
import io.starlingdb.node.storage.EngineSnapshot;
import io.starlingdb.node.storage.EngineStatistics;
import io.starlingdb.node.storage.Lookup;
import io.starlingdb.node.storage.ShardContext;
import io.starlingdb.node.storage.ShardTask;
import io.starlingdb.node.storage.ShardsFoundation;
import io.starlingdb.node.storage.ShardsSettings;
import io.starlingdb.node.storage.StorageEngine;
import io.starlingdb.node.storage.StorageListener;
import io.starlingdb.node.storage.TestRows;
import io.starlingdb.node.storage.ThreadLoop;
import io.starlingdb.node.storage.ThreadedShards;
import io.starlingdb.node.storage.rocksdb.RocksDbEngine;
import io.starlingdb.node.storage.rocksdb.RocksDbSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What work on shards costs, in CPU time of the whole process; and how long cached reads take while rows that fit no cache are
 * updated, on a disk that takes a while. The arguments of its main: a scratch folder, and {@code costs} or {@code latencies} for
 * one part only.
 */
public final class ShardsLoad {

    private static final int CACHES_MIB = 32;
    private static final int ROW_BYTES = 1_000;
    private static final int HOT_ROWS = 2_000;
    private static final int ALL_ROWS = 4 * CACHES_MIB * (1 << 20) / ROW_BYTES;
    private static final long DISK_NANOS = 150_000;
    private static final int READS = 3_000;
    private static final int UPDATES_PER_READ = 2;

    private final SplittableRandom random = new SplittableRandom(1);
    private final byte[] more = new byte[ROW_BYTES - 8];
    private final BusyLoop loop = new BusyLoop();
    private final SlowDisk engine;
    private final ThreadedShards shards;

    private ShardsLoad(Path folder) {
        random.nextBytes(more);
        RocksDbSettings memory = new RocksDbSettings(16L << 20, 8L << 20, 2);
        this.engine = new SlowDisk(RocksDbEngine.open(folder.resolve("rows"), memory, folder));
        ShardsSettings settings = ShardsSettings.DEFAULTS.withRowCacheBytes(8L << 20);
        this.shards = ThreadedShards.start(new ShardsFoundation(
                engine, settings, ThreadLoop.TIME, loop, () -> Long.MAX_VALUE, StorageListener.NONE));
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory(Path.of(arguments[0]), "load");
        try {
            ShardsLoad load = new ShardsLoad(folder);
            if (arguments.length == 1 || arguments[1].equals("costs")) {
                load.costs();
            }
            load.fill();
            if (arguments.length == 1 || arguments[1].equals("latencies")) {
                load.latencies();
            }
            System.out.println(load.shards.statistics());
            load.shards.close();
            System.out.println(load.engine.statistics());
            load.engine.close();
            load.loop.close();
        } finally {
            delete(folder);
        }
    }

    private void costs() throws InterruptedException {
        for (int round = 0; round < 3; round++) {
            int base = round * 100_000;
            System.out.println("-- round " + round);
            measure("insert a new row of 100 bytes, 64 at once", 100_000, 64, i -> put(100_000_000 + base + i, 100));
            measure("insert a new row of 100 bytes, 8 at once", 50_000, 8, i -> put(200_000_000 + base + i, 100));
            measure("change a cached row, 64 at once", 200_000, 64, i -> put(random.nextInt(HOT_ROWS), 100));
            measure("read a cached row, 64 at once", 400_000, 64, i -> get(random.nextInt(HOT_ROWS)));
            measure("read a cached row, 1 at once", 30_000, 1, i -> get(random.nextInt(HOT_ROWS)));
            cachedOnTheLoop(2_000_000);
        }
    }

    private void fill() throws InterruptedException {
        measure("make the rows to be cached", HOT_ROWS, 64, i -> put(i, 100));
        System.out.println("-- " + ALL_ROWS + " rows of " + ROW_BYTES + " bytes, four times all caches");
        measure("fill", ALL_ROWS, 64, i -> put(HOT_ROWS + i, ROW_BYTES));
        for (int round = 0; round < 3; round++) {
            measure("read a cold row, 16 at once", 20_000, 16, i -> get(HOT_ROWS + random.nextInt(ALL_ROWS)));
            measure("change a cold row, 16 at once", 20_000, 16, i -> put(HOT_ROWS + random.nextInt(ALL_ROWS), 1000));
        }
    }

    /** Cached reads, 1,000 a second, alone and beside twice as many updates of rows that are mostly cold. */
    private void latencies() throws InterruptedException {
        engine.diskNanos = DISK_NANOS;
        System.out.println("-- p50, p99, p99.9 of cached reads in us, alone and beside random updates, on a disk of "
                + DISK_NANOS / 1000 + " us");
        for (int round = 0; round < 8; round++) {
            long[] alone = paced(0);
            long[] beside = paced(UPDATES_PER_READ);
            System.out.printf(
                    "  %s | %s  ratio of p99 %.2f%n",
                    percentiles(alone), percentiles(beside), (double) at(beside, 0.99) / at(alone, 0.99));
        }
    }

    private long[] paced(int updatesPerRead) throws InterruptedException {
        long[] nanos = new long[READS];
        CountDownLatch done = new CountDownLatch(READS * (1 + updatesPerRead));
        for (int i = 0; i < READS; i++) {
            int number = i;
            LockSupport.parkNanos(1_000_000);
            long asked = System.nanoTime();
            loop.execute(() -> {
                submit(get(number % HOT_ROWS).then(() -> {
                    nanos[number] = System.nanoTime() - asked;
                    done.countDown();
                }));
                for (int update = 0; update < updatesPerRead; update++) {
                    submit(put(HOT_ROWS + random.nextInt(ALL_ROWS), ROW_BYTES).then(done::countDown));
                }
            });
        }
        done.await();
        Arrays.sort(nanos);
        return nanos;
    }

    private void submit(Task task) {
        if (!shards.submit(task)) {
            throw new IllegalStateException("refused");
        }
    }

    private static String percentiles(long[] sorted) {
        return String.format(
                "%5.0f %6.0f %6.0f", at(sorted, 0.5) / 1e3, at(sorted, 0.99) / 1e3, at(sorted, 0.999) / 1e3);
    }

    private static long at(long[] sorted, double share) {
        return sorted[(int) (sorted.length * share)];
    }

    private void cachedOnTheLoop(int reads) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        long cpu = cpuNanos();
        int[] hits = new int[1];
        loop.execute(() -> {
            for (int i = 0; i < reads; i++) {
                hits[0] += shards.cached(key(random.nextInt(HOT_ROWS))) == null ? 0 : 1;
            }
            done.countDown();
        });
        done.await();
        report("read a cached row on the loop (" + 100L * hits[0] / reads + " % hits)", reads, cpu, 0);
    }

    private void measure(String what, int tasks, int atOnce, IntFunction<Task> make) throws InterruptedException {
        long cpu = cpuNanos();
        long begin = System.nanoTime();
        CountDownLatch done = new CountDownLatch(tasks);
        Next next = new Next(tasks, make, done);
        loop.execute(() -> {
            for (int i = 0; i < atOnce; i++) {
                next.run();
            }
        });
        done.await();
        report(what, tasks, cpu, System.nanoTime() - begin);
    }

    private static void report(String what, int operations, long cpuBefore, long nanos) {
        System.out.printf(
                "%-50s %6.2f us CPU%s%n",
                what,
                (cpuNanos() - cpuBefore) / 1e3 / operations,
                nanos == 0 ? "" : String.format("  %8.0f/s", operations / (nanos / 1e9)));
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static RowKey key(int row) {
        return TestRows.key(row * 0x9E3779B97F4A7C15L);
    }

    private Task put(int row, int bytes) {
        return new Task(key(row), TestRows.row(row, Arrays.copyOf(more, bytes)));
    }

    private Task get(int row) {
        return new Task(key(row), null);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Submits one task after another, each when one before has ended; on the loop. */
    private final class Next implements Runnable {
        private final int tasks;
        private final IntFunction<Task> make;
        private final CountDownLatch done;
        private int begun;

        Next(int tasks, IntFunction<Task> make, CountDownLatch done) {
            this.tasks = tasks;
            this.make = make;
            this.done = done;
        }

        @Override
        public void run() {
            if (begun < tasks) {
                submit(make.apply(begun++).then(() -> {
                    done.countDown();
                    run();
                }));
            }
        }
    }

    /** Reads a row, and puts another in its place if there is one. */
    private static final class Task implements ShardTask {
        private final RowKey key;
        private final @Nullable Row row;
        private Runnable then = () -> {};

        Task(RowKey key, @Nullable Row row) {
            this.key = key;
            this.row = row;
        }

        Task then(Runnable next) {
            then = next;
            return this;
        }

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
            rows.get(key);
            if (row != null) {
                rows.put(key, row);
            }
        }

        @Override
        public void committed() {
            then.run();
        }

        @Override
        public void failed(Throwable failure) {
            failure.printStackTrace();
            then.run();
        }
    }

    /** An engine whose disk takes a while, besides what this machine's takes. */
    private static final class SlowDisk implements StorageEngine {
        private final StorageEngine engine;
        volatile long diskNanos;

        SlowDisk(StorageEngine engine) {
            this.engine = engine;
        }

        @Override
        public byte @Nullable [] get(byte[] key) {
            if (diskNanos > 0) {
                LockSupport.parkNanos(diskNanos);
            }
            return engine.get(key);
        }

        @Override
        public Lookup getCached(byte[] key) {
            return engine.getCached(key);
        }

        @Override
        public void write(Batch batch, boolean synced) {
            engine.write(batch, synced);
        }

        @Override
        public void sync() {
            engine.sync();
        }

        @Override
        public EngineSnapshot snapshot() {
            return engine.snapshot();
        }

        @Override
        public EngineStatistics statistics() {
            return engine.statistics();
        }

        @Override
        public void close() {
            engine.close();
        }
    }
}
