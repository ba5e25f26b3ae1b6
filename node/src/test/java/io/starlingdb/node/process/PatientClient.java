package io.starlingdb.node.process;

import io.starlingdb.node.process.NodeProcess.Answer;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Writes rows of its own at QUORUM through all nodes in turn, and remembers which were acknowledged; what fails it leaves. */
final class PatientClient implements AutoCloseable {
    private final List<NodeProcess> nodes;
    private final String table;
    private final String name;
    private final AtomicBoolean running = new AtomicBoolean(true);
    private final AtomicLong refused = new AtomicLong();
    private final Map<String, Integer> acknowledged = new ConcurrentHashMap<>();
    private final Thread thread;

    PatientClient(List<NodeProcess> nodes, String table, String name) {
        this.nodes = nodes;
        this.table = table;
        this.name = name;
        this.thread = new Thread(this::run, name);
        thread.start();
    }

    /** Key to value of the writes that were acknowledged. */
    Map<String, Integer> acknowledged() {
        return acknowledged;
    }

    /** How many were not. */
    long refused() {
        return refused.get();
    }

    private void run() {
        for (int number = 0; running.get(); number++) {
            String key = name + "-" + number;
            try {
                Answer answer = nodes.get(number % nodes.size())
                        .put(table + key + "?consistency=quorum&timeout_ms=2000", "{\"v\":" + number + "}");
                if (answer.status() == 200) {
                    acknowledged.put(key, number);
                } else {
                    refused.incrementAndGet();
                }
            } catch (UncheckedIOException notReached) {
                refused.incrementAndGet();
            }
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
}
