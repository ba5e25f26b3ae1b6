package io.starlingdb.node.data;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Visits every state that a small world can reach, each once, and asks each whether it is wrong. Depth first, so that only the
 * path and its siblings are in memory; states are remembered by a 64-bit fingerprint.
 */
final class Explorer {

    /** A world: a state and what can happen next. Immutable. */
    interface World<W extends World<W>> {
        /** The states that one event leads to. */
        List<W> next();

        /** What is wrong with this state; null if nothing is. */
        @Nullable
        String wrong();

        /** Equal for equal states, and in practice only for those. */
        long fingerprint();

        /** The event that led here; empty at the start. */
        String event();

        /** The state before that event; null at the start. */
        @Nullable
        W before();
    }

    /**
     * What an exploration found.
     *
     * @param states how many different states it visited
     * @param transitions how many events it tried
     * @param wrong the first wrong state's fault and the events that lead there; null if none is wrong
     */
    record Report(long states, long transitions, @Nullable String wrong) {}

    private Explorer() {}

    /** Visits all states that can be reached from {@code start}, up to the first wrong one. */
    static <W extends World<W>> Report explore(W start) {
        FingerprintSet seen = new FingerprintSet();
        ArrayDeque<W> open = new ArrayDeque<>();
        seen.add(start.fingerprint());
        open.push(start);
        long transitions = 0;
        while (!open.isEmpty()) {
            W world = open.pop();
            String fault = world.wrong();
            if (fault != null) {
                return new Report(seen.size(), transitions, fault + "\n" + events(world));
            }
            for (W next : world.next()) {
                transitions++;
                if (seen.add(next.fingerprint())) {
                    open.push(next);
                }
            }
        }
        return new Report(seen.size(), transitions, null);
    }

    private static <W extends World<W>> String events(W world) {
        List<String> events = new ArrayList<>();
        for (W at = world; at != null; at = at.before()) {
            if (!at.event().isEmpty()) {
                events.add("  " + at.event());
            }
        }
        Collections.reverse(events);
        return String.join("\n", events);
    }
}
