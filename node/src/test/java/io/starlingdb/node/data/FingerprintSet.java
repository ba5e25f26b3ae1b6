package io.starlingdb.node.data;

import java.util.Arrays;

/** A growing set of longs in open addressing: a few bytes for each of many million states. */
final class FingerprintSet {
    private long[] slots = new long[1 << 16];
    private int size;
    private boolean hasZero;

    /** Adds a fingerprint; false if it was there. */
    boolean add(long fingerprint) {
        if (fingerprint == 0) {
            boolean added = !hasZero;
            hasZero = true;
            return added;
        }
        if (size * 2L >= slots.length) {
            grow();
        }
        if (!put(slots, fingerprint)) {
            return false;
        }
        size++;
        return true;
    }

    long size() {
        return size + (hasZero ? 1 : 0);
    }

    private void grow() {
        long[] larger = new long[slots.length * 2];
        Arrays.stream(slots).filter(slot -> slot != 0).forEach(slot -> put(larger, slot));
        slots = larger;
    }

    private static boolean put(long[] into, long fingerprint) {
        int mask = into.length - 1;
        int at = (int) (fingerprint ^ (fingerprint >>> 32)) & mask;
        while (into[at] != 0) {
            if (into[at] == fingerprint) {
                return false;
            }
            at = (at + 1) & mask;
        }
        into[at] = fingerprint;
        return true;
    }
}
