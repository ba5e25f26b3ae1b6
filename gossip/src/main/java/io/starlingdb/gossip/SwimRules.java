package io.starlingdb.gossip;

/**
 * What makes the protocol more than plain SWIM and is not a matter of options. Simulations switch it off to show what it is worth.
 *
 * @param buddies whether a suspect is told so by whoever sends it anything (Lifeguard, 2018, IV.C)
 * @param pauses whether a node that stood still puts off deadlines that passed meanwhile
 * @param doubts whether a death that others declare is doubted by a node that knows better
 */
record SwimRules(boolean buddies, boolean pauses, boolean doubts) {

    static final SwimRules SOUND = new SwimRules(true, true, true);

    static final SwimRules PLAIN = new SwimRules(false, false, false);
}
