package io.starlingdb.node.process;

import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.client.StarlingException;
import io.starlingdb.client.http.RequestOptions;
import io.starlingdb.client.http.StarlingClient;
import io.starlingdb.client.http.StarlingClientBuilder;
import io.starlingdb.client.http.Statement;
import io.starlingdb.client.http.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A client that works at QUORUM on {@code drill.birds} (a text key, a text column {@code v}) while a cluster changes, by the Java client with its failover to the next node: each thread inserts rows that it
 * counts, overwrites a few and reads them back, and reads rows that were there from the beginning. What fails, and what is read that is older than
 * what was acknowledged, is kept. To be closed.
 */
final class DrillLoad implements AutoCloseable {
    private static final int REGISTERS = 20;
    private static final RequestOptions QUORUM =
            RequestOptions.DEFAULT.withConsistency(ConsistencyLevel.QUORUM).withTimeout(Duration.ofSeconds(10));

    private final StarlingClient client;
    private final Table table;
    private final int filled;
    private final int valueBytes;
    private final int count;
    private final AtomicInteger[] inserted;
    private final List<Thread> threads = new ArrayList<>();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final Queue<String> failed = new ConcurrentLinkedQueue<>();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong worstNanos = new AtomicLong();
    private volatile boolean mayFail;
    private final AtomicLong excused = new AtomicLong();
    private volatile boolean ended;
    private long rows;

    /**
     * @param nodes whom it talks to
     * @param count of threads
     * @param filled how many rows {@link #fill} makes
     */
    DrillLoad(List<NodeProcess> nodes, int count, int filled, int valueBytes) {
        StarlingClientBuilder builder = StarlingClient.builder();
        nodes.forEach(node ->
                builder.node(node.addresses().host() + ":" + node.addresses().http()));
        this.client = builder.build();
        this.table = client.table("drill", "birds");
        this.count = count;
        this.filled = filled;
        this.valueBytes = valueBytes;
        this.inserted = new AtomicInteger[count];
        for (int i = 0; i < count; i++) {
            inserted[i] = new AtomicInteger();
        }
    }

    /** Stores the rows that are there from the beginning. */
    void fill() {
        List<Thread> fillers = new ArrayList<>();
        AtomicInteger next = new AtomicInteger();
        for (int i = 0; i < 8; i++) {
            Thread thread = new Thread(() -> {
                for (int row = next.getAndIncrement(); row < filled; row = next.getAndIncrement()) {
                    put("row-" + row, value(row), row);
                }
            });
            thread.start();
            fillers.add(thread);
        }
        fillers.forEach(DrillLoad::join);
    }

    /** Text that does not compress, the same for the same number. */
    private String value(int number) {
        Random random = new Random(number);
        StringBuilder text = new StringBuilder(valueBytes);
        while (text.length() < valueBytes) {
            text.append(Long.toString(random.nextLong() & Long.MAX_VALUE, 36));
        }
        return text.substring(0, valueBytes);
    }

    /** While this is set a request may fail (and is tried again): too many nodes are down for a quorum. */
    void mayFail(boolean may) {
        mayFail = may;
    }

    DrillLoad start() {
        for (int i = 0; i < count; i++) {
            int number = i;
            Thread thread = new Thread(() -> work(number), "drill-" + i);
            thread.start();
            threads.add(thread);
        }
        return this;
    }

    private void work(int number) {
        Random random = new Random(number);
        for (int round = 0; !ended; round++) {
            if (put("new-" + number + "-" + round, "new", 1)) {
                inserted[number].incrementAndGet();
            } else {
                return; // what came of it is not known, so nothing can be said of the rows that follow
            }
            String register = "register-" + number + "-" + round % REGISTERS;
            if (put(register, Integer.toString(round), round)) {
                expect(register, Integer.toString(round));
            }
            int row = random.nextInt(filled);
            expect("row-" + row, value(row));
            DrillCluster.pause(5);
        }
    }

    /** Writes until it is acknowledged, or fails where it may not. */
    private boolean put(String key, String value, int version) {
        RequestOptions options = QUORUM.withTimestampMicros(1_000_000L + version);
        return tried("write " + key, () -> table.put(options, Map.of("v", value), key));
    }

    private void expect(String key, String value) {
        tried("read " + key, () -> {
            String seen = table.get(QUORUM, key).row().map(row -> row.text("v")).orElse("nothing");
            if (!seen.equals(value)) {
                wrong.add(key + " should be " + shortened(value) + " and reads " + shortened(seen));
            }
        });
    }

    private static String shortened(String value) {
        return value.substring(0, Math.min(20, value.length()));
    }

    private boolean tried(String what, Runnable request) {
        while (true) {
            boolean excusedBefore = mayFail;
            long begun = System.nanoTime();
            try {
                requests.incrementAndGet();
                request.run();
                worstNanos.accumulateAndGet(System.nanoTime() - begun, Math::max);
                return true;
            } catch (StarlingException e) {
                if (!excusedBefore && !mayFail) {
                    failed.add(what + ": " + e.code() + " " + e.text());
                    return false;
                }
                excused.incrementAndGet();
                DrillCluster.pause(200);
                if (ended) {
                    return false;
                }
            }
        }
    }

    /** Reads every row at ALL; returns what is missing or wrong, some of it. */
    List<String> verify() {
        Queue<String> problems = new ConcurrentLinkedQueue<>();
        Statement all = Statement.of("SELECT k, v FROM drill.birds")
                .withPageSize(500)
                .withOptions(RequestOptions.DEFAULT
                        .withConsistency(ConsistencyLevel.ALL)
                        .withTimeout(Duration.ofSeconds(60)));
        int[] seen = {0, 0, 0};
        client.stream(all).forEach(row -> {
            String key = row.text("k");
            seen[2]++;
            if (key.startsWith("row-")) {
                seen[0]++;
                if (!value(Integer.parseInt(key.substring(4))).equals(row.text("v"))) {
                    problems.add(key + " has changed");
                }
            } else if (key.startsWith("new-")) {
                seen[1]++;
            }
        });
        rows = seen[2];
        if (seen[0] != filled) {
            problems.add(seen[0] + " of " + filled + " rows are there");
        }
        if (seen[1] < inserted()) {
            problems.add(seen[1] + " of " + inserted() + " rows that were inserted meanwhile are there");
        }
        return List.copyOf(problems);
    }

    /** How many rows {@link #verify} has seen. */
    long rows() {
        return rows;
    }

    int inserted() {
        int sum = 0;
        for (AtomicInteger each : inserted) {
            sum += each.get();
        }
        return sum;
    }

    /** Reads that were lost or stale. */
    List<String> wrong() {
        return List.copyOf(wrong);
    }

    /** Requests that failed where they may not. */
    List<String> failed() {
        return List.copyOf(failed);
    }

    String figures() {
        return requests.get() + " requests, " + failed.size() + " failed, " + excused.get()
                + " refused while no quorum was there, " + wrong.size() + " lost or stale reads, slowest "
                + worstNanos.get() / 1_000_000 + " ms";
    }

    @Override
    public void close() {
        end();
    }

    /** Ends the work and waits until what is under way is answered. */
    void end() {
        ended = true;
        threads.forEach(DrillLoad::join);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
