package io.starlingdb.node.simulation;

import io.starlingdb.hints.HintStore;
import io.starlingdb.kernel.Scheduler;
import io.starlingdb.node.handoff.HintDisk;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.random.RandomGenerator;

/** The hint thread of one life: does one thing after another, each after a while, on the life's loop. */
final class SimHintDisk implements HintDisk {
    private static final long DELAY_NANOS_MAX = 2_000_000;

    private final SimHints hints;
    private final Scheduler loop;
    private final RandomGenerator random;
    private final Deque<Runnable> waiting = new ArrayDeque<>();

    SimHintDisk(SimHints hints, Scheduler loop, RandomGenerator random) {
        this.hints = hints;
        this.loop = loop;
        this.random = random;
    }

    @Override
    public boolean hasHints() {
        return hints.store().size() > 0;
    }

    @Override
    public HintStore open() {
        return hints.store();
    }

    @Override
    public void execute(Runnable task) {
        waiting.add(task);
        if (waiting.size() == 1) {
            next();
        }
    }

    private void next() {
        loop.schedule(random.nextLong(DELAY_NANOS_MAX), () -> {
            try {
                waiting.getFirst().run();
            } finally {
                waiting.removeFirst();
                if (!waiting.isEmpty()) {
                    next();
                }
            }
        });
    }

    @Override
    public void failed(Throwable why) {
        throw new AssertionError("the hints broke", why);
    }
}
