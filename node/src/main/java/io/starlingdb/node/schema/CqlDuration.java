package io.starlingdb.node.schema;

/**
 * A span of time in three parts that do not convert into each other: a month is not always as many days, nor a day as many
 * hours. All three have the same sign.
 */
public record CqlDuration(int months, int days, long nanos) {
    /** Fails with {@link IllegalArgumentException} when the signs differ. */
    public CqlDuration {
        boolean someNegative = months < 0 || days < 0 || nanos < 0;
        boolean somePositive = months > 0 || days > 0 || nanos > 0;
        if (someNegative && somePositive) {
            throw new IllegalArgumentException("a duration's months, days and nanoseconds have one sign");
        }
    }

    /** Cassandra's form: {@code 1y2mo3d4h5m6s7ms8us9ns}, a minus in front of negative ones, {@code 0ns} for none. */
    @Override
    public String toString() {
        return DurationText.print(this);
    }
}
