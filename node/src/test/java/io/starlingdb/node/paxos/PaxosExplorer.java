package io.starlingdb.node.paxos;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Visits every state that a plan can lead to, each once, and stops at the first that breaks the rule. A plan with a planted mistake has too many
 * states to visit them all: those are searched from their beginning in one order after the other, each a while.
 */
final class PaxosExplorer {
    private static final int ORDERS = 200;
    private static final int STATES_IN_AN_ORDER = 50_000;

    private final Plan plan;
    private final Predicate<Set<String>> rule;
    private final Set<ByteBuffer> seen = new HashSet<>();
    private final Map<Object, Integer> numbers = new HashMap<>();
    private final Set<String> everChosen = new HashSet<>();
    private boolean broken;

    /** The rule judges the set of values that are chosen in one state. */
    PaxosExplorer(Plan plan, Predicate<Set<String>> rule) {
        this.plan = plan;
        this.rule = rule;
    }

    /** Visits all. */
    PaxosExplorer run() {
        Deque<PaxosWorld> open = new ArrayDeque<>();
        visit(PaxosWorld.initial(plan), open);
        while (!open.isEmpty() && !broken) {
            open.pop().successors(plan).forEach(next -> visit(next, open));
        }
        return this;
    }

    /** Whether a state that breaks the rule is found within {@value #ORDERS} short searches, the same ones in every run. */
    static boolean findsMistake(Plan plan, Predicate<Set<String>> rule) {
        for (int order = 0; order < ORDERS; order++) {
            if (new PaxosExplorer(plan, rule).search(new Random(order)).isBroken()) {
                return true;
            }
        }
        return false;
    }

    private PaxosExplorer search(Random order) {
        Deque<PaxosWorld> open = new ArrayDeque<>();
        visit(PaxosWorld.initial(plan), open);
        while (!open.isEmpty() && !broken && seen.size() < STATES_IN_AN_ORDER) {
            List<PaxosWorld> successors = new ArrayList<>(open.pop().successors(plan));
            Collections.shuffle(successors, order);
            successors.forEach(next -> visit(next, open));
        }
        return this;
    }

    private void visit(PaxosWorld world, Deque<PaxosWorld> open) {
        if (seen.add(name(world))) {
            Set<String> chosen = world.chosen(plan);
            broken |= !rule.test(chosen);
            everChosen.addAll(chosen);
            open.push(world);
        }
    }

    /** A state in some dozens of bytes, as a million whole ones do not fit: its voters and messages by numbers given at first sight. */
    private ByteBuffer name(PaxosWorld world) {
        BitSet network = new BitSet();
        world.network().forEach(wire -> network.set(number(wire)));
        byte[] sent = network.toByteArray();
        ByteBuffer name = ByteBuffer.allocate(world.voters().size() * Integer.BYTES + sent.length);
        world.voters().forEach(voter -> name.putInt(number(voter)));
        return name.put(sent).flip();
    }

    private int number(Object part) {
        return numbers.computeIfAbsent(part, unseen -> numbers.size());
    }

    boolean isBroken() {
        return broken;
    }

    int states() {
        return seen.size();
    }

    /** What was chosen in some state: an exploration in which not every value could win has shown little. */
    Set<String> everChosen() {
        return everChosen;
    }
}
