package io.starlingdb.node.simulation;

import java.util.ArrayList;
import java.util.List;

/** What a run did that no run may do. Only the first ones are kept: later ones are mostly their echo. */
final class Violations {
    private static final int KEPT_MAX = 10;

    private final List<String> first = new ArrayList<>();
    private int count;

    void add(String what) {
        count++;
        if (first.size() < KEPT_MAX) {
            first.add(what);
        }
    }

    int count() {
        return count;
    }

    boolean isEmpty() {
        return count == 0;
    }

    List<String> first() {
        return first;
    }
}
