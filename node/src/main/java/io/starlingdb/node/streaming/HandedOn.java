package io.starlingdb.node.streaming;

import io.starlingdb.gossip.Member;
import io.starlingdb.node.ring.Move;
import io.starlingdb.node.ring.Transition;
import io.starlingdb.node.ring.TransitionPhase;
import org.jspecify.annotations.Nullable;

/**
 * What a node that is decommissioned states once nothing is left of the hints that it kept for others: until then it does not go. A member that is
 * down is waited for, as its hints are on its disk; removing it instead gives them up.
 */
public final class HandedOn {
    static final String FACT = "handed_on";

    private HandedOn() {}

    /** What the node states about its transition. */
    static String of(Transition transition) {
        return Long.toString(transition.id());
    }

    /**
     * Whether a transition that could end waits for this.
     *
     * @param leaving who is decommissioned by it, as gossip knows it; null if it does not
     */
    public static boolean isAwaited(Transition transition, @Nullable Member leaving) {
        return transition.move() instanceof Move.Decommission
                && transition.phase() == TransitionPhase.READ_NEW
                && (leaving == null || !of(transition).equals(leaving.fact(FACT)));
    }
}
