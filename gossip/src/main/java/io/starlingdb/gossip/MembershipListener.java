package io.starlingdb.gossip;

/**
 * Hears of changes of the membership, after they happened: the view already shows them. Called on the loop; must not block. The default
 * methods ignore what they hear.
 */
public interface MembershipListener {

    /**
     * A member became known (before is DEAD then, unless it is known to be dead), or its liveness changed.
     *
     * @param member as it is now
     * @param before what it was
     */
    default void livenessChanged(Member member, Liveness before) {}

    /** A member was started again: {@link Member#start()} grew, whether or not anybody had noticed that it was away. */
    default void restarted(Member member) {}

    /** What a member says about itself changed. Also called when it becomes known or is started again, and for this node itself. */
    default void factsChanged(Member member) {}

    /** A dead member was forgotten: the view shows it no longer. */
    default void forgotten(Member member) {}

    /** Two nodes claim one id, or one endpoint; an operator must end one of them. Repeated while it lasts. */
    default void conflict(Conflict conflict) {}
}
