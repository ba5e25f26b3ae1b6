package io.starlingdb.node.storage;

import io.starlingdb.kernel.Scheduler;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes results to the loop. What several threads bring while the loop is busy is delivered in one of its turns, so the loop
 * is woken once for many.
 */
final class Handoff {

    private final Scheduler loop;
    private List<Runnable> waiting = new ArrayList<>();

    Handoff(Scheduler loop) {
        this.loop = loop;
    }

    /** Runs these on the loop, in their order; callable from any thread. */
    void add(List<? extends Runnable> results) {
        if (results.isEmpty()) {
            return;
        }
        boolean first;
        synchronized (this) {
            first = waiting.isEmpty();
            waiting.addAll(results);
        }
        if (first) {
            loop.execute(this::deliver);
        }
    }

    void add(Runnable result) {
        add(List.of(result));
    }

    /** One that throws does not keep the others from being delivered; what it threw goes on to the loop. */
    private void deliver() {
        List<Runnable> results;
        synchronized (this) {
            results = waiting;
            waiting = new ArrayList<>();
        }
        Throwable first = null;
        for (Runnable result : results) {
            try {
                result.run();
            } catch (RuntimeException | Error e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first instanceof Error error) {
            throw error;
        }
        if (first instanceof RuntimeException exception) {
            throw exception;
        }
    }
}
