package io.starlingdb.node.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.Lane;
import io.starlingdb.kernel.TokenRange;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.sim.SimNode;
import io.starlingdb.sim.SimWorld;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/**
 * Counters on simulated shards over a simulated disk that is slow, fails and crashes, and the checks that nothing
 * acknowledged is lost or done twice. Everything is drawn from one seed.
 */
final class ShardsWorld {

    private static final long[] TOKENS = {Long.MIN_VALUE, -5L << 48, -1, 0, 3L << 48, Long.MAX_VALUE};
    private static final String[] ROWS = {"a", "b", "c"};

    /** What is known of one counter. */
    private static final class Counter {
        /** Increments that were acknowledged: no less may ever be read. */
        long acknowledged;
        /** Of those, the ones that no crash may take. */
        long durable;
        /** Increments that may be there: all that were submitted and have not failed. */
        long possible;
        /** The number of the last task that ran on it. */
        long lastRun;
    }

    final List<String> trace = new ArrayList<>();

    private final SimWorld world;
    private final SimNode node;
    private final RandomGenerator random;
    private final MemoryEngine engine;
    private final ShardsSettings settings;
    private final double cold;
    private final double failing;
    private final Map<RowKey, Counter> counters = new HashMap<>();
    private final List<RowKey> keys = new ArrayList<>();
    private ScheduledShards shards;
    private int life;
    private long submitted;
    private long open;
    private boolean healed;

    ShardsWorld(long seed) {
        world = new SimWorld(seed);
        node = world.addNode();
        random = world.random("shards");
        cold = random.nextInt(3) * 0.3;
        failing = random.nextInt(3) * 0.1;
        boolean group = random.nextBoolean();
        settings = ShardsSettings.DEFAULTS
                .withThreads(new ShardsSettings.Threads(1 + random.nextInt(3), 1, 1))
                .withDurability(new ShardsSettings.Durability(group, 10_000_000, 1_000))
                .withRowCacheBytes(random.nextBoolean() ? 0 : 1L << 30);
        engine = new MemoryEngine(new MemoryEngine.Faults() {
            @Override
            public boolean cold(byte[] key) {
                return random.nextDouble() < cold;
            }

            @Override
            public boolean failWrite() {
                return !healed && random.nextDouble() < failing;
            }
        });
        for (long token : TOKENS) {
            for (String row : ROWS) {
                RowKey key = TestRows.key(token, row);
                keys.add(key);
                counters.put(key, new Counter());
            }
        }
        start();
    }

    private void start() {
        life++;
        open = 0;
        ShardsFoundation foundation = new ShardsFoundation(
                engine, settings, node.clock(), node.boot(), () -> Long.MAX_VALUE, StorageListener.NONE);
        shards = new ScheduledShards(foundation, random, ScheduledDelays.SSD);
    }

    /** One thing happens. */
    void step() {
        switch (random.nextInt(40)) {
            case 0 -> crash();
            case 1 -> sync();
            case 2 -> erase();
            case 3, 4, 5 -> scan();
            case 6, 7 -> submitRange();
            case 8, 9, 10, 11, 12, 13 -> world.time().runFor(random.nextInt(300_000));
            default -> submit();
        }
    }

    /** The faults stop and everything ends; then what is there must be what was acknowledged. */
    void settle() {
        healed = true;
        assertThat(world.time().runUntil(() -> open == 0, 60_000_000_000L))
                .as("every task ends")
                .isTrue();
        // An erasure that failed has ended for its caller before the last shard has put it away.
        world.time().runFor(1_000_000_000L);
        keys.forEach(key -> check(key, TestRows.numberOr0(read(key))));
        ShardsStatistics statistics = shards.statistics();
        assertThat(statistics.parkedTasks()).isZero();
        assertThat(statistics.queuedTasks()).isZero();
    }

    private Row read(RowKey key) {
        byte[] stored = engine.get(key.bytes());
        return stored == null ? null : io.starlingdb.node.data.RowCodec.decode(key, stored);
    }

    private void check(RowKey key, long number) {
        Counter counter = counters.get(key);
        assertThat(number).as("the counter %s", key).isBetween(counter.acknowledged, counter.possible);
    }

    private void submit() {
        Set<RowKey> chosen = new LinkedHashSet<>();
        long token = TOKENS[random.nextInt(TOKENS.length)];
        int rows = 1 + random.nextInt(ROWS.length);
        for (int i = 0; i < rows; i++) {
            chosen.add(TestRows.key(token, ROWS[random.nextInt(ROWS.length)]));
        }
        submit(new Increment(token, List.copyOf(chosen), List.of()));
    }

    private void submitRange() {
        long token = TOKENS[random.nextInt(TOKENS.length)];
        List<RowKey> inRange = keys.stream().filter(key -> key.token() == token).toList();
        submit(new Increment(token, inRange, List.of(TestRows.partition(token))));
    }

    private void submit(Increment task) {
        if (task.writes) {
            task.keys.forEach(key -> counters.get(key).possible++);
        }
        assertThat(shards.submit(task)).isTrue();
        open++;
    }

    private void sync() {
        Map<RowKey, Long> acknowledged = new HashMap<>();
        counters.forEach((key, counter) -> acknowledged.put(key, counter.acknowledged));
        int inLife = life;
        open++;
        shards.sync().whenComplete((done, failure) -> {
            if (inLife == life) {
                open--;
                assertThat(failure).isNull();
                acknowledged.forEach(
                        (key, number) -> counters.get(key).durable = Math.max(counters.get(key).durable, number));
            }
        });
    }

    /** Only when nothing is under way: what an erasure does to work submitted beside it is left open by its contract. */
    private void erase() {
        world.time().runUntil(() -> open == 0, 1_000_000_000L);
        if (open > 0) {
            return;
        }
        TokenRange range = new TokenRange(TOKENS[random.nextInt(TOKENS.length)], TOKENS[random.nextInt(TOKENS.length)]);
        CompletableFuture<?> erased = shards.erase(TestRows.TABLE, range);
        world.time().runUntil(erased::isDone, 1_000_000_000L);
        trace.add("erase " + range);
        if (erased.isCompletedExceptionally()) {
            return;
        }
        for (RowKey key : keys) {
            if (range.contains(key.token())) {
                Counter counter = counters.get(key);
                counter.acknowledged = 0;
                counter.durable = 0;
                counter.possible = 0;
                assertThat(read(key)).isNull();
                CachedRow cached = shards.cached(key);
                assertThat(cached == null || cached.row() == null).isTrue();
            }
        }
    }

    private void crash() {
        boolean machine = random.nextBoolean();
        node.crash(false);
        engine.crash(machine ? random.nextInt(engine.unsyncedBatches() + 1) : engine.unsyncedBatches());
        trace.add("crash " + machine);
        for (RowKey key : keys) {
            Counter counter = counters.get(key);
            long number = TestRows.numberOr0(read(key));
            boolean kept = !machine || settings.durability().group();
            assertThat(number)
                    .as("after a crash, %s", key)
                    .isBetween(kept ? counter.acknowledged : counter.durable, counter.possible);
            counter.acknowledged = number;
            counter.durable = number;
            counter.possible = number;
        }
        start();
    }

    private void scan() {
        long token = TOKENS[random.nextInt(TOKENS.length)];
        Map<RowKey, Long> atLeast = new HashMap<>();
        counters.forEach((key, counter) -> atLeast.put(key, counter.acknowledged));
        boolean backward = random.nextBoolean();
        int inLife = life;
        open++;
        ScanTask<Map<RowKey, Long>> task = new ScanTask<>() {
            @Override
            public long deadlineNanos() {
                return Long.MAX_VALUE;
            }

            @Override
            public Map<RowKey, Long> scan(SnapshotRows rows) {
                Map<RowKey, Long> found = new HashMap<>();
                RowCursor cursor =
                        rows.cursor(TestRows.partition(token), backward ? Direction.BACKWARD : Direction.FORWARD);
                while (cursor.next()) {
                    found.put(cursor.key(), TestRows.number(cursor.row()));
                    assertThat(rows.get(cursor.key())).isEqualTo(cursor.row());
                }
                return found;
            }

            @Override
            public void completed(Map<RowKey, Long> found) {
                open--;
                assertThat(inLife).isEqualTo(life);
                keys.stream()
                        .filter(key -> key.token() == token)
                        .forEach(key -> assertThat(found.getOrDefault(key, 0L))
                                .isBetween(atLeast.get(key), counters.get(key).possible));
            }

            @Override
            public void failed(Throwable failure) {
                throw new AssertionError("a scan failed", failure);
            }
        };
        assertThat(shards.scan(random.nextBoolean() ? Lane.BULK : Lane.REQUEST, task))
                .isTrue();
    }

    /** Adds one to each of its rows, or only reads them, or fails. */
    private final class Increment implements ShardTask {
        private final long number = ++submitted;
        private final long token;
        private final List<RowKey> keys;
        private final List<KeyRange> ranges;
        private final boolean writes = random.nextInt(3) > 0;
        private final boolean fails = random.nextInt(15) == 0;
        private final boolean synced = random.nextInt(10) == 0;
        private final long deadline =
                random.nextInt(8) == 0 ? node.clock().nanoTime() + random.nextInt(300_000) : Long.MAX_VALUE;
        private final int inLife = life;
        private final Map<RowKey, Long> atLeast = new HashMap<>();
        private final Map<RowKey, Long> wrote = new HashMap<>();
        private boolean ran;
        private boolean ended;

        Increment(long token, List<RowKey> keys, List<KeyRange> ranges) {
            this.token = token;
            this.keys = keys;
            this.ranges = ranges;
            keys.forEach(key -> atLeast.put(key, counters.get(key).acknowledged));
        }

        @Override
        public long token() {
            return token;
        }

        @Override
        public long deadlineNanos() {
            return deadline;
        }

        @Override
        public List<RowKey> reads() {
            return ranges.isEmpty() ? keys : List.of();
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
            assertThat(ran).isFalse();
            assertThat(inLife).isEqualTo(life);
            ran = true;
            if (!ranges.isEmpty()) {
                List<RowKey> present =
                        rows.range(ranges.get(0)).stream().map(StoredRow::key).toList();
                assertThat(present).isSorted().allMatch(keys::contains);
                keys.forEach(key -> assertThat(present.contains(key)).isEqualTo(rows.get(key) != null));
            }
            for (RowKey key : keys) {
                Counter counter = counters.get(key);
                assertThat(counter.lastRun).as("order on %s", key).isLessThan(number);
                counter.lastRun = number;
                long old = TestRows.numberOr0(rows.get(key));
                assertThat(old).isBetween(atLeast.get(key), counter.possible);
                if (writes) {
                    rows.put(key, TestRows.row(old + 1));
                    wrote.put(key, old + 1);
                    assertThat(TestRows.numberOr0(rows.get(key))).isEqualTo(old + 1);
                }
            }
            if (fails) {
                throw new IllegalStateException("fails on purpose");
            }
        }

        @Override
        public void committed() {
            end("committed");
            assertThat(ran && !fails).isTrue();
            wrote.forEach((key, value) -> {
                Counter counter = counters.get(key);
                counter.acknowledged++;
                if (synced || settings.durability().group()) {
                    counter.durable = Math.max(counter.durable, Math.min(value, counter.acknowledged));
                }
                CachedRow cached = shards.cached(key);
                if (cached != null) {
                    assertThat(TestRows.numberOr0(cached.row())).isGreaterThanOrEqualTo(value);
                }
            });
        }

        @Override
        public void failed(Throwable failure) {
            end("failed");
            if (writes) {
                keys.forEach(key -> counters.get(key).possible--);
            }
            boolean expired = failure instanceof StarlingException answer && answer.code() == ErrorCode.TIMEOUT;
            boolean expected = expired
                    ? !ran && deadline < Long.MAX_VALUE
                    : fails ? failure instanceof IllegalStateException || failing > 0 : failing > 0;
            if (!expected) {
                throw new AssertionError("failed for no reason", failure);
            }
        }

        private void end(String how) {
            assertThat(ended).isFalse();
            assertThat(inLife).isEqualTo(life);
            ended = true;
            open--;
            trace.add(how + " " + number + " at " + world.time().nowNanos());
        }
    }
}
