package io.starlingdb.sim;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** How often each fault took effect: a fault that was configured but never bit is not counted. */
public final class FaultCounts {

    private final Map<FaultKind, Long> counts = new EnumMap<>(FaultKind.class);

    FaultCounts() {}

    /** Counts one fault; for parts of a simulation that bring faults of their own. */
    public void add(FaultKind kind) {
        counts.merge(kind, 1L, Long::sum);
    }

    public long of(FaultKind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    /** Kind and count, in order of kinds; kinds that never happened are left out. */
    @Override
    public String toString() {
        return new TreeMap<>(counts).toString();
    }
}
