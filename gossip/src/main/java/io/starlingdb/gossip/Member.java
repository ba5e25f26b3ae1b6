package io.starlingdb.gossip;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.NodeId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A node as gossip sees it: an immutable snapshot of one entry of the membership.
 *
 * @param id its durable identity
 * @param endpoint where it is reached
 * @param incarnation raised by its owner at each start and to refute suspicion; see {@link #start()}
 * @param liveness this node's opinion
 * @param facts what it says about itself, by name; all facts are of one moment; unmodifiable, in order of names
 */
public record Member(NodeId id, Endpoint endpoint, long incarnation, Liveness liveness, Map<String, String> facts) {

    private static final int START_SHIFT = 20;

    /**
     * The number of the node's start: the wall clock's milliseconds at that moment, unless an earlier start has a higher number; then one
     * more. A higher one than seen before means that it was restarted.
     */
    public long start() {
        return startOf(incarnation);
    }

    /** The value of a fact, null if the member does not state it. */
    public @Nullable String fact(String name) {
        return facts.get(name);
    }

    public boolean isAlive() {
        return liveness == Liveness.ALIVE;
    }

    static long startOf(long incarnation) {
        return incarnation >>> START_SHIFT;
    }

    static long firstIncarnation(long start) {
        return start << START_SHIFT;
    }
}
