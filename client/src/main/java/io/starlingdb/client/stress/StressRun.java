package io.starlingdb.client.stress;

import io.starlingdb.client.StarlingException;
import io.starlingdb.client.http.RequestOptions;
import io.starlingdb.client.http.StarlingClient;
import io.starlingdb.client.http.Statement;
import io.starlingdb.client.http.Table;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.HdrHistogram.ConcurrentHistogram;
import org.jspecify.annotations.Nullable;

/**
 * Makes load by reads and writes of single rows and measures what becomes of it. Requests are begun on the caller's thread, a bounded number at a
 * time; with a rate each is due at its moment, and waiting for a free place counts as its latency (no coordinated omission).
 */
public final class StressRun {
    private static final long HIGHEST_MICROS = TimeUnit.MINUTES.toMicros(2);
    private static final long TOLD_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final String TABLE = "rows";

    private final StarlingClient client;
    private final StressPlan plan;
    private final RandomGenerator random;
    private final ConcurrentHistogram latencies = new ConcurrentHistogram(HIGHEST_MICROS, 3);
    private final Map<String, Long> failures = new TreeMap<>();
    private final Semaphore places;
    private long reads;
    private long writes;
    private long startNanos;

    public StressRun(StarlingClient client, StressPlan plan, RandomGenerator random) {
        this.client = client;
        this.plan = plan;
        this.random = random;
        this.places = new Semaphore(plan.inFlight());
    }

    /** Makes the keyspace and the table if they are not there. */
    public void prepare() {
        client.execute(Statement.of("CREATE KEYSPACE IF NOT EXISTS " + plan.keyspace()
                + " WITH replication = {'class': 'SimpleStrategy', 'replication_factor': " + plan.replication() + "}"));
        client.execute(Statement.of(
                "CREATE TABLE IF NOT EXISTS " + plan.keyspace() + "." + TABLE + " (k text PRIMARY KEY, v text)"));
    }

    /**
     * Runs until the time is up and every request has ended, or the thread is interrupted.
     *
     * @param told the figures so far, about once a second
     */
    public StressFigures run(Consumer<StressFigures> told) {
        Table table = client.table(plan.keyspace(), TABLE);
        startNanos = System.nanoTime();
        long end = startNanos + plan.duration().toNanos();
        long nextTold = startNanos + TOLD_NANOS;
        double gapNanos = plan.ratePerSecond() > 0 ? 1e9 / plan.ratePerSecond() : 0;
        double due = startNanos;
        while (System.nanoTime() < end && !Thread.currentThread().isInterrupted()) {
            if (gapNanos > 0) {
                due += gapNanos;
                awaitUntil((long) due);
            }
            places.acquireUninterruptibly();
            begin(table, gapNanos > 0 ? (long) due : System.nanoTime());
            if (System.nanoTime() > nextTold) {
                nextTold += TOLD_NANOS;
                told.accept(figures());
            }
        }
        places.acquireUninterruptibly(plan.inFlight());
        return figures();
    }

    private void begin(Table table, long dueNanos) {
        String key = "key-" + random.nextLong(plan.rows());
        RequestOptions options = RequestOptions.DEFAULT.withConsistency(plan.consistency());
        boolean read = random.nextDouble() < plan.readShare();
        CompletableFuture<?> request =
                read ? table.getAsync(options, key) : table.putAsync(options, Map.of("v", value()), key);
        CompletableFuture<?> unused = request.whenComplete((answer, failure) -> {
            ended(read, failure, dueNanos);
            places.release();
        });
    }

    private synchronized void ended(boolean read, @Nullable Throwable failure, long dueNanos) {
        long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - dueNanos);
        latencies.recordValue(Math.max(0, Math.min(HIGHEST_MICROS, micros)));
        if (read) {
            reads++;
        } else {
            writes++;
        }
        if (failure != null) {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            String code = cause instanceof StarlingException problem
                    ? problem.code().code()
                    : cause.getClass().getSimpleName();
            failures.merge(code, 1L, Long::sum);
        }
    }

    private synchronized StressFigures figures() {
        return new StressFigures(
                (System.nanoTime() - startNanos) / 1e9,
                reads,
                writes,
                Map.copyOf(failures),
                new StressFigures.Percentiles(
                        latencies.getMean(),
                        latencies.getValueAtPercentile(50),
                        latencies.getValueAtPercentile(95),
                        latencies.getValueAtPercentile(99),
                        latencies.getValueAtPercentile(99.9),
                        latencies.getMaxValue()));
    }

    private String value() {
        StringBuilder text = new StringBuilder(plan.valueBytes());
        while (text.length() < plan.valueBytes()) {
            text.append(Long.toHexString(random.nextLong()));
        }
        text.setLength(plan.valueBytes());
        return text.toString();
    }

    private static void awaitUntil(long nanos) {
        long left = nanos - System.nanoTime();
        while (left > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(left);
            left = nanos - System.nanoTime();
        }
    }
}
