package io.starlingdb.node.process;

import io.starlingdb.client.StarlingException;
import io.starlingdb.client.http.RequestOptions;
import io.starlingdb.client.http.StarlingClient;
import io.starlingdb.client.http.StarlingClientBuilder;
import io.starlingdb.client.http.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Threads that write rows and read them back at QUORUM over HTTP, with nothing but failover to the next node, and count what fails: also a
 * read that does not see what the same thread wrote. To be closed.
 */
final class HttpLoad implements AutoCloseable {
    private final StarlingClient client;
    private final Table table;
    private final List<Thread> threads = new ArrayList<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong worstNanos = new AtomicLong();
    private volatile boolean ended;

    /** @param nodes {@code HOST:PORT} of each one's HTTP */
    HttpLoad(List<String> nodes, String keyspace, String tableName) {
        StarlingClientBuilder builder = StarlingClient.builder();
        nodes.forEach(builder::node);
        client = builder.build();
        table = client.table(keyspace, tableName);
    }

    /** Begins; the table has a text key {@code k} and an int {@code v}. */
    HttpLoad start(int count) {
        for (int i = 0; i < count; i++) {
            int number = i;
            Thread thread = new Thread(() -> work(number), "load-" + i);
            thread.start();
            threads.add(thread);
        }
        return this;
    }

    private void work(int number) {
        int written = 0;
        while (!ended) {
            int value = ++written;
            String key = "load-" + number + "-" + value % 50;
            timed(
                    "write",
                    () -> table.put(
                            RequestOptions.DEFAULT.withTimestampMicros(1_000_000L + value), Map.of("v", value), key));
            timed("read", () -> {
                Integer seen = table.get(key).row().map(row -> row.integer("v")).orElse(null);
                if (!Integer.valueOf(value).equals(seen)) {
                    failures.add(key + ": wrote " + value + " and read " + seen);
                }
            });
            pause();
        }
    }

    private void timed(String what, Runnable request) {
        long start = System.nanoTime();
        try {
            request.run();
        } catch (StarlingException e) {
            failures.add(what + ": " + e.code() + " " + e.text());
        }
        requests.incrementAndGet();
        worstNanos.accumulateAndGet(System.nanoTime() - start, Math::max);
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(2, 6));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    long requests() {
        return requests.get();
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    long worstMillis() {
        return TimeUnit.NANOSECONDS.toMillis(worstNanos.get());
    }

    @Override
    public void close() {
        end();
    }

    /** Ends the work and waits until what is under way is answered. */
    void end() {
        ended = true;
        for (Thread thread : threads) {
            try {
                thread.join(TimeUnit.SECONDS.toMillis(60));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
