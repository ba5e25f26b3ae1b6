package io.starlingdb.hints;

/**
 * The rule on which hints rest, at the places where it is applied. There is one sound set; the simulation puts others in its place, each with
 * one mistake, to show that its checks would notice.
 */
public class HintRules {
    /** What production runs on. */
    public static final HintRules SOUND = new HintRules();

    /** Whether hints that were sent may be forgotten. */
    public boolean mayForget(boolean isAcknowledged) {
        return isAcknowledged;
    }
}
