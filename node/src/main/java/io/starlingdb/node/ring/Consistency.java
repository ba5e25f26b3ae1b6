package io.starlingdb.node.ring;

import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.client.StarlingException;
import org.jspecify.annotations.Nullable;

/**
 * How many replicas a request waits for: a named level, or over HTTP a plain number ({@code r=2}, {@code w=3}).
 *
 * @param level the level, null where a number was given
 * @param replicas the number, 0 where a level was given
 */
public record Consistency(@Nullable ConsistencyLevel level, int replicas) {
    public static final Consistency ONE = new Consistency(ConsistencyLevel.ONE, 0);
    public static final Consistency QUORUM = new Consistency(ConsistencyLevel.QUORUM, 0);
    public static final Consistency ALL = new Consistency(ConsistencyLevel.ALL, 0);

    /** A named level. */
    public static Consistency of(ConsistencyLevel level) {
        return switch (level) {
            case ONE -> ONE;
            case QUORUM -> QUORUM;
            case ALL -> ALL;
            default -> new Consistency(level, 0);
        };
    }

    /**
     * A plain number of replicas.
     *
     * @throws StarlingException BAD_REQUEST if it is not positive
     */
    public static Consistency replicas(int number) {
        if (number <= 0) {
            throw StarlingException.badRequest("r and w are at least 1, not " + number);
        }
        return new Consistency(null, number);
    }

    @Override
    public String toString() {
        return level != null ? level.name() : Integer.toString(replicas);
    }
}
