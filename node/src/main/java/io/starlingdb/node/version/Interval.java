package io.starlingdb.node.version;

/**
 * {@code (after, to]}: all of one actor's writes to one row with stamps above {@code after}, up to and including
 * {@code to}.
 *
 * @param after a stamp, itself outside
 * @param to a stamp, itself inside; above {@code after}
 */
public record Interval(long after, long to) {

    public Interval {
        if (after >= to) {
            throw new IllegalArgumentException("empty interval (" + after + ", " + to + "]");
        }
    }

    /** The interval of one write of which nothing before is claimed: {@code (stamp - 1, stamp]}. */
    public static Interval only(long stamp) {
        return new Interval(stamp - 1, stamp);
    }

    public boolean contains(long stamp) {
        return stamp > after && stamp <= to;
    }

    @Override
    public String toString() {
        return "(" + after + ", " + to + "]";
    }
}
