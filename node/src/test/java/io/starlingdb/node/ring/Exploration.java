package io.starlingdb.node.ring;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Visits every state that can follow from a first one, each once, and remembers which leads to which.
 *
 * @param <S> a state: a value
 */
public final class Exploration<S> {
    private final Map<S, Integer> numbers = new HashMap<>();
    private final List<S> states = new ArrayList<>();
    private final List<List<Integer>> before = new ArrayList<>();
    private final Deque<Integer> open = new ArrayDeque<>();
    private int current;

    /**
     * Visits all that follows.
     *
     * @param steps is given a state and hands on each that may be next; throws where a state must not be
     * @return how many states there are
     */
    public int visitAll(S first, BiConsumer<S, Consumer<S>> steps) {
        add(first);
        while (!open.isEmpty()) {
            current = open.removeFirst();
            steps.accept(states.get(current), this::add);
        }
        return states.size();
    }

    private void add(S state) {
        Integer known = numbers.get(state);
        if (known == null) {
            known = states.size();
            numbers.put(state, known);
            states.add(state);
            before.add(new ArrayList<>(4));
            open.add(known);
        }
        if (known != current) {
            before.get(known).add(current);
        }
    }

    /** The states from which no way leads to one that is at rest. */
    public List<S> withoutWayTo(Predicate<S> rest) {
        BitSet leads = new BitSet(states.size());
        Deque<Integer> back = new ArrayDeque<>();
        for (int i = 0; i < states.size(); i++) {
            if (rest.test(states.get(i))) {
                leads.set(i);
                back.add(i);
            }
        }
        while (!back.isEmpty()) {
            for (int earlier : before.get(back.removeFirst())) {
                if (!leads.get(earlier)) {
                    leads.set(earlier);
                    back.add(earlier);
                }
            }
        }
        List<S> stuck = new ArrayList<>();
        for (int i = leads.nextClearBit(0); i < states.size(); i = leads.nextClearBit(i + 1)) {
            stuck.add(states.get(i));
        }
        return stuck;
    }
}
