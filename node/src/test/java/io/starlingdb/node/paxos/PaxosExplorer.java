package io.starlingdb.node.paxos;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Visits every state that a plan can lead to, each once, and stops at the first that breaks the rule. */
final class PaxosExplorer {
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

    PaxosExplorer run() {
        Deque<PaxosWorld> open = new ArrayDeque<>();
        visit(PaxosWorld.initial(plan), open);
        while (!open.isEmpty() && !broken) {
            for (PaxosWorld next : open.pop().successors(plan)) {
                visit(next, open);
            }
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
