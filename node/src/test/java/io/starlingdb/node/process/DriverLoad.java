package io.starlingdb.node.process;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Threads that write rows and read them back at QUORUM by the Apache Java driver, without any retry policy of their own, and count what fails.
 * To be closed.
 */
final class DriverLoad implements AutoCloseable {
    private final CqlSession session;
    private final PreparedStatement write;
    private final PreparedStatement read;
    private final List<Thread> threads = new ArrayList<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong worstNanos = new AtomicLong();
    private volatile boolean ended;

    /** @param table with a text key {@code k} and an int {@code v}, keyspace included */
    DriverLoad(NodeProcess contact, String table, boolean idempotent) {
        session = DriverSession.open(contact, "", "none");
        write = session.prepare(SimpleStatement.newInstance("INSERT INTO " + table + " (k, v) VALUES (?, ?)")
                .setIdempotent(idempotent));
        read = session.prepare(SimpleStatement.newInstance("SELECT v FROM " + table + " WHERE k = ?")
                .setIdempotent(idempotent));
    }

    DriverLoad start(int count) {
        for (int i = 0; i < count; i++) {
            int number = i;
            Thread thread = new Thread(() -> work(number), "driver-load-" + i);
            thread.start();
            threads.add(thread);
        }
        return this;
    }

    private void work(int number) {
        int value = 0;
        while (!ended) {
            int next = ++value;
            String key = "driver-" + number + "-" + next % 50;
            timed("write", () -> session.execute(write.bind(key, next)));
            timed("read", () -> {
                Row row = session.execute(read.bind(key)).one();
                if (row == null || row.getInt("v") != next) {
                    failures.add(key + ": wrote " + next + " and read " + (row == null ? "nothing" : row.getInt("v")));
                }
            });
            pause();
        }
    }

    private void timed(String what, Runnable request) {
        long start = System.nanoTime();
        try {
            request.run();
        } catch (DriverException e) {
            failures.add(what + ": " + e);
        }
        requests.incrementAndGet();
        worstNanos.accumulateAndGet(System.nanoTime() - start, Math::max);
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(3);
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

    @Override
    public void close() {
        end();
        session.close();
    }
}
