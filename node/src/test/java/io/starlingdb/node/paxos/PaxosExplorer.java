package io.starlingdb.node.paxos;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/** Visits every state that a plan can lead to, each once, and stops at the first that breaks the rule. */
final class PaxosExplorer {
    private final Plan plan;
    private final Predicate<Set<String>> rule;
    private final Set<PaxosWorld> seen = new HashSet<>();
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
        if (seen.add(world)) {
            Set<String> chosen = world.chosen(plan);
            broken |= !rule.test(chosen);
            everChosen.addAll(chosen);
            open.push(world);
        }
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
