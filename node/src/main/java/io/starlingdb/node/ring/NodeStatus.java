package io.starlingdb.node.ring;

/**
 * What a member is to the ring, as the cluster record says; not whether it is reachable, which is gossip's opinion.
 *
 * <p>The numbers are stored and sent; they never change.
 */
public enum NodeStatus {
    /** Listed, but it owns nothing yet. */
    JOINING(1),
    /** Owns the ranges of its tokens. */
    NORMAL(2),
    /** Owns its ranges still, and is giving them away. */
    LEAVING(3),
    /** Owns nothing any more; the next change removes it. */
    LEFT(4);

    private final int number;

    NodeStatus(int number) {
        this.number = number;
    }

    /** The number that stands for it in files and messages. */
    public int number() {
        return number;
    }

    /** Whether its tokens are part of the ring. */
    public boolean ownsRanges() {
        return this == NORMAL || this == LEAVING;
    }

    /**
     * The status with this number.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static NodeStatus ofNumber(int number) {
        for (NodeStatus status : values()) {
            if (status.number == number) {
                return status;
            }
        }
        throw new IllegalArgumentException("No node status has the number " + number);
    }
}
