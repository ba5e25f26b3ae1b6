package io.starlingdb.node.config;

import java.util.Collection;
import java.util.Comparator;

/** Finds what somebody probably meant to type. */
final class NearestName {
    private NearestName() {}

    /** The candidate with the smallest edit distance (Levenshtein); of several the first in alphabetical order. */
    static String to(String typed, Collection<String> candidates) {
        return candidates.stream()
                .min(Comparator.<String>comparingInt(candidate -> distance(typed, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(change, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
