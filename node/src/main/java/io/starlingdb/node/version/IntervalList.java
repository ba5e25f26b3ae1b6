package io.starlingdb.node.version;

import java.util.Arrays;

/** Collects intervals in the order of actor and lower end, merging those that touch, into a {@link VersionVector}. */
final class IntervalList {
    private final int[] actors;
    private final long[] afters;
    private final long[] tos;
    private int size;

    IntervalList(int capacity) {
        actors = new int[capacity];
        afters = new long[capacity];
        tos = new long[capacity];
    }

    /** Adds {@code (after, to]} of an actor; actors, and within one actor lower ends, must not go down. */
    void add(int actor, long after, long to) {
        if (size > 0 && actors[size - 1] == actor && after <= tos[size - 1]) {
            tos[size - 1] = Math.max(tos[size - 1], to);
            return;
        }
        actors[size] = actor;
        afters[size] = after;
        tos[size] = to;
        size++;
    }

    VersionVector toVector() {
        if (size == 0) {
            return VersionVector.EMPTY;
        }
        if (size == actors.length) {
            return new VersionVector(actors, afters, tos);
        }
        return new VersionVector(Arrays.copyOf(actors, size), Arrays.copyOf(afters, size), Arrays.copyOf(tos, size));
    }
}
