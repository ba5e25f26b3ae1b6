package io.starlingdb.node.storage;

import io.starlingdb.kernel.Cancellable;
import io.starlingdb.kernel.Scheduler;
import io.starlingdb.kernel.TimeSource;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.sim.SimNode;
import io.starlingdb.sim.SimWorld;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Shards on a simulated loop, over an engine whose faults the test sets. */
final class ShardsRig implements StorageListener {

    static final ShardsSettings SETTINGS = ShardsSettings.DEFAULTS
            .withThreads(new ShardsSettings.Threads(1, 1, 1))
            .withRowCacheBytes(1 << 20);

    private static final long TURN_NANOS = 1_000;
    private static final long DISK_NANOS = 1_000_000;

    Predicate<RowKey> cold = key -> false;
    boolean writesFail;
    boolean syncsFail;
    long usableBytes = Long.MAX_VALUE;
    int loopTurns;
    final List<String> heard = new ArrayList<>();
    final Set<RowKey> corrupt = new HashSet<>();
    final MemoryEngine engine = new MemoryEngine(new MemoryEngine.Faults() {
        @Override
        public boolean cold(byte[] key) {
            return cold.test(RowKey.decode(key));
        }

        @Override
        public boolean failWrite() {
            return writesFail;
        }
    });
    final CountingEngine counted = new CountingEngine();
    final ScheduledShards shards;

    private final SimWorld world = new SimWorld(1);
    private final SimNode node = world.addNode();
    private long passedNanos;
    private final TimeSource time = new TimeSource() {
        @Override
        public long nanoTime() {
            return node.clock().nanoTime() + passedNanos;
        }

        @Override
        public long wallMicros() {
            return node.clock().wallMicros();
        }
    };

    ShardsRig() {
        this(SETTINGS);
    }

    ShardsRig(ShardsSettings settings) {
        this(settings, TURN_NANOS);
    }

    ShardsRig(ShardsSettings settings, long syncNanos) {
        Scheduler loop = node.boot();
        Scheduler counting = new Scheduler() {
            @Override
            public void execute(Runnable task) {
                loopTurns++;
                loop.execute(task);
            }

            @Override
            public Cancellable schedule(long delayNanos, Runnable task) {
                return loop.schedule(delayNanos, task);
            }
        };
        shards = new ScheduledShards(
                new ShardsFoundation(counted, settings, time, counting, () -> usableBytes, this),
                new Slowest(),
                new ScheduledDelays(TURN_NANOS, DISK_NANOS, DISK_NANOS, syncNanos));
    }

    long now() {
        return time.nanoTime();
    }

    /** Lets time pass within a task. */
    void passTime(long nanos) {
        passedNanos += nanos;
    }

    void runFor(long nanos) {
        world.time().runFor(nanos);
    }

    /** Long enough for turns, too short for the disk. */
    void runTurns() {
        runFor(DISK_NANOS / 2);
    }

    /** Long enough for everything but the periodic sync. */
    void runAll() {
        runFor(20 * DISK_NANOS);
    }

    Probe submit(Probe task) {
        task.accepted = shards.submit(task);
        return task;
    }

    /** Writes the number under the key. */
    Probe put(RowKey key, long number) {
        return submit(new Probe(key).doing(rows -> rows.put(key, TestRows.row(number))));
    }

    /** Reads the number under the key into {@link Probe#seen}. */
    Probe read(RowKey key) {
        Probe probe = new Probe(key);
        return submit(probe.doing(rows -> probe.seen = TestRows.numberOr0(rows.get(key))));
    }

    /** What is stored under the key. */
    long stored(RowKey key) {
        byte[] value = engine.get(key.bytes());
        return value == null ? 0 : TestRows.number(io.starlingdb.node.data.RowCodec.decode(key, value));
    }

    @Override
    public void corrupt(@Nullable RowKey key, CorruptionException corruption) {
        if (key != null) {
            corrupt.add(key);
        }
    }

    @Override
    public void commitFailed(int shard, RuntimeException failure) {
        heard.add("commit failed");
    }

    @Override
    public void syncFailed(StorageException failure) {
        heard.add("sync failed");
    }

    @Override
    public void disk(DiskReport report) {
        heard.add("disk " + report.state().word());
    }

    /** Draws the longest delay each time. */
    private static final class Slowest implements RandomGenerator {
        @Override
        public long nextLong() {
            return 0;
        }

        @Override
        public long nextLong(long bound) {
            return bound - 1;
        }
    }

    /** Counts what reaches the engine. */
    final class CountingEngine implements StorageEngine {
        int gets;
        int syncs;
        final List<Integer> batchSizes = new ArrayList<>();

        @Override
        public byte @Nullable [] get(byte[] key) {
            gets++;
            return engine.get(key);
        }

        @Override
        public Lookup getCached(byte[] key) {
            return engine.getCached(key);
        }

        @Override
        public void write(Batch batch, boolean synced) {
            batchSizes.add(batch.size());
            engine.write(batch, synced);
        }

        @Override
        public void sync() {
            syncs++;
            if (syncsFail) {
                throw new StorageException("the disk is broken", null);
            }
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

    /** A task that remembers what happened to it. */
    static final class Probe implements ShardTask {
        private final List<RowKey> reads;
        private Consumer<ShardContext> doing = rows -> {};
        private List<KeyRange> ranges = List.of();
        private long deadlineNanos = Long.MAX_VALUE;
        private boolean synced;
        boolean accepted;
        boolean ran;
        boolean committed;
        long seen = -1;

        @Nullable
        Throwable failure;

        Probe(RowKey... reads) {
            this.reads = List.of(reads);
        }

        Probe doing(Consumer<ShardContext> work) {
            doing = work;
            return this;
        }

        Probe ranges(KeyRange... names) {
            ranges = List.of(names);
            return this;
        }

        Probe until(long nanos) {
            deadlineNanos = nanos;
            return this;
        }

        Probe syncedFirst() {
            synced = true;
            return this;
        }

        boolean ended() {
            return committed || failure != null;
        }

        @Override
        public long token() {
            return reads.isEmpty() ? 0 : reads.get(0).token();
        }

        @Override
        public long deadlineNanos() {
            return deadlineNanos;
        }

        @Override
        public List<RowKey> reads() {
            return reads;
        }

        @Override
        public List<KeyRange> ranges() {
            return ranges;
        }

        @Override
        public boolean synced() {
            return synced;
        }

        @Override
        public void run(ShardContext rows) {
            ran = true;
            doing.accept(rows);
        }

        @Override
        public void committed() {
            if (ended()) {
                throw new AssertionError("ended twice");
            }
            committed = true;
        }

        @Override
        public void failed(Throwable reason) {
            if (ended()) {
                throw new AssertionError("ended twice");
            }
            failure = reason;
        }
    }
}
