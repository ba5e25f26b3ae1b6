package io.starlingdb.node.process;

import io.starlingdb.node.process.NodeProcess.Answer;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Threads that write rows of eight kilobytes, which do not compress, at QUORUM through all nodes in turn, and one that reads them. To be closed. */
final class BlobLoad implements AutoCloseable {
    private static final String ROWS = "/v1/keyspaces/ks/tables/t/rows/";
    private static final int BYTES = 6_000;
    private static final int WRITERS = 3;

    private final List<NodeProcess> nodes;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong reads = new AtomicLong();
    private final Map<Long, Boolean> acknowledged = new ConcurrentHashMap<>();
    private final Map<String, Integer> errors = new ConcurrentHashMap<>();
    private final Map<String, Integer> failedReads = new ConcurrentHashMap<>();
    private volatile long newest;
    private volatile boolean ended;

    BlobLoad(List<NodeProcess> nodes) {
        this.nodes = nodes;
        for (int i = 0; i < WRITERS; i++) {
            threads.add(new Thread(this::write, "writer-" + i));
        }
        threads.add(new Thread(this::read, "reader"));
        threads.forEach(Thread::start);
    }

    private void write() {
        while (!ended) {
            long number = next.incrementAndGet();
            String outcome = outcome(
                    number,
                    node -> node.put(ROWS + "k" + number + "?consistency=quorum", "{\"v\":\"" + value(number) + "\"}"));
            if (outcome.isEmpty()) {
                acknowledged.put(number, true);
                newest = number;
            } else {
                errors.merge(outcome, 1, Integer::sum);
                rest(5);
            }
        }
    }

    private void read() {
        Random random = new Random(1);
        while (!ended) {
            long number = newest == 0 ? 0 : 1 + random.nextLong(newest);
            if (acknowledged.containsKey(number)) {
                reads.incrementAndGet();
                String outcome = outcome(reads.get(), node -> checked(node, number, "quorum"));
                if (!outcome.isEmpty()) {
                    failedReads.merge(outcome, 1, Integer::sum);
                }
            }
            rest(2);
        }
    }

    private static Answer checked(NodeProcess node, long number, String level) {
        Answer answer = node.get(ROWS + "k" + number + "?consistency=" + level);
        if (answer.status() == 200 && !answer.body().at("/row/v").asText().equals(value(number))) {
            throw new IllegalStateException("k" + number + " is not what was written");
        }
        return answer;
    }

    private interface Call {
        Answer on(NodeProcess node);
    }

    /** Empty where it went well. */
    private String outcome(long number, Call call) {
        try {
            Answer answer = call.on(nodes.get((int) (number % nodes.size())));
            return answer.status() == 200 ? "" : answer.status() + " " + answer.code();
        } catch (UncheckedIOException e) {
            return "not reached";
        } catch (IllegalStateException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String value(long number) {
        byte[] bytes = new byte[BYTES];
        new Random(number).nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static void rest(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for so many more acknowledged writes. */
    void await(int more) {
        long until = written() + more;
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (written() < until && System.nanoTime() < deadline) {
            rest(10);
        }
    }

    long written() {
        return acknowledged.size();
    }

    long reads() {
        return reads.get();
    }

    /** One of the first that were acknowledged, before any disk was full. */
    String oldKey() {
        return "k" + acknowledged.keySet().stream().min(Long::compare).orElseThrow();
    }

    Map<String, Integer> errors() {
        return new TreeMap<>(errors);
    }

    Map<String, Integer> failedReads() {
        return new TreeMap<>(failedReads);
    }

    /** Acknowledged rows that are not read as they were written. */
    List<String> wrongAt(String level) {
        List<String> wrong = new ArrayList<>();
        acknowledged.keySet().stream().sorted().forEach(number -> {
            String outcome = outcome(number, node -> checked(node, number, level));
            if (!outcome.isEmpty()) {
                wrong.add("k" + number + ": " + outcome);
            }
        });
        return wrong;
    }

    @Override
    public void close() {
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
