package io.starlingdb.node.process;

import io.starlingdb.node.process.NodeProcess.Answer;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Writes rows and reads them back at QUORUM, without pause, until it is stopped. As every driver does, it turns to another node when it cannot
 * reach one; an answer that is an error is a failed request.
 */
final class QuorumClient implements AutoCloseable {
    private final List<NodeProcess> nodes;
    private final String table;
    private final AtomicBoolean running = new AtomicBoolean(true);
    private final AtomicInteger next = new AtomicInteger();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Map<String, Integer> acknowledged = new ConcurrentHashMap<>();
    private final Thread thread;

    /** @param table its rows, {@code /v1/keyspaces/…/rows/}; a text key and a column {@code v} of ints */
    QuorumClient(List<NodeProcess> nodes, String table) {
        this.nodes = nodes;
        this.table = table;
        this.thread = new Thread(this::run, "quorum-client");
        thread.start();
    }

    /** Requests that failed, with their answers. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    /** Key to value of the writes that were acknowledged. */
    Map<String, Integer> acknowledged() {
        return Map.copyOf(acknowledged);
    }

    /** Waits until it has made so many more round trips. */
    void awaitMore(int roundTrips) throws InterruptedException {
        int until = next.get() + roundTrips;
        while (next.get() < until && thread.isAlive()) {
            Thread.sleep(5);
        }
    }

    @Override
    public void close() {
        running.set(false);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (running.get()) {
            int number = next.incrementAndGet();
            String key = "k" + number;
            Answer written =
                    anywhere(number, node -> node.put(table + key + "?consistency=quorum", "{\"v\":" + number + "}"));
            if (written.status() != 200) {
                failures.add("write " + key + ": " + written);
                continue;
            }
            acknowledged.put(key, number);
            Answer read = anywhere(number + 1, node -> node.get(table + key + "?consistency=quorum"));
            if (read.status() != 200 || read.body().at("/row/v").asInt() != number) {
                failures.add("read " + key + ": " + read);
            }
        }
    }

    private interface Call {
        Answer on(NodeProcess node);
    }

    private Answer anywhere(int first, Call call) {
        for (int i = 0; i < nodes.size(); i++) {
            try {
                return call.on(nodes.get((first + i) % nodes.size()));
            } catch (UncheckedIOException notReached) {
                // the next one, then
            }
        }
        throw new AssertionError("no node is reached");
    }
}
