package io.starlingdb.node.simulation;

import io.starlingdb.kernel.Scheduler;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** Runs what may block, as production does: one after the other, each when the disk has done the one before. What waits ends with the process. */
final class SimBlocking implements Executor {
    private final Scheduler loop;
    private final RandomGenerator random;
    private final LongSupplier mostNanos;
    private final Deque<Runnable> waiting = new ArrayDeque<>();

    /** @param mostNanos how long the disk takes for one, at most; drawn evenly from 0 */
    SimBlocking(Scheduler loop, RandomGenerator random, LongSupplier mostNanos) {
        this.loop = loop;
        this.random = random;
        this.mostNanos = mostNanos;
    }

    @Override
    public void execute(Runnable task) {
        waiting.add(task);
        if (waiting.size() == 1) {
            next();
        }
    }

    private void next() {
        loop.schedule(random.nextLong(mostNanos.getAsLong() + 1), () -> {
            waiting.element().run();
            waiting.remove();
            if (!waiting.isEmpty()) {
                next();
            }
        });
    }
}
