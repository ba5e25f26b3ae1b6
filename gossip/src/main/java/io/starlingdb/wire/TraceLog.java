package io.starlingdb.wire;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.TimeSource;
import java.util.ArrayList;
import java.util.List;

/** Collects what one node does for one traced request, and what others have told that they did. Bounded. Loop only. */
public final class TraceLog {
    private static final int STEPS_MAX = 500;

    private final Endpoint self;
    private final TimeSource time;
    private final long beganNanos;
    private final List<TraceStep> steps = new ArrayList<>();

    public TraceLog(Endpoint self, TimeSource time) {
        this.self = self;
        this.time = time;
        this.beganNanos = time.nanoTime();
    }

    /** This node has done something. */
    public void step(String activity) {
        if (steps.size() < STEPS_MAX) {
            steps.add(new TraceStep(self, activity, elapsedMicros()));
        }
    }

    /** Other nodes have done these. */
    void add(List<TraceStep> others) {
        steps.addAll(others.subList(0, Math.min(others.size(), STEPS_MAX - steps.size())));
    }

    /** Since the beginning. */
    public long elapsedMicros() {
        return Math.max(0, (time.nanoTime() - beganNanos) / 1_000);
    }

    /** In the order in which they became known here. */
    public List<TraceStep> steps() {
        return List.copyOf(steps);
    }
}
