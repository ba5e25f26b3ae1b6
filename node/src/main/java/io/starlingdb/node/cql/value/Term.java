package io.starlingdb.node.cql.value;

import org.jspecify.annotations.Nullable;

/**
 * A planned expression: gives the serialized value of one type, null, or {@link Evaluation#UNSET}. Terms are immutable and
 * shared by all executions of a plan.
 */
public interface Term {

    byte @Nullable [] value(Evaluation evaluation, RowValues row);

    /** The value where no row is at hand. */
    default byte @Nullable [] value(Evaluation evaluation) {
        return value(evaluation, RowValues.NONE);
    }

    /** What {@link #marker} gives where there is none. */
    int NO_MARKER = -1;

    /** The number of the marker whose value this is as it is; {@link #NO_MARKER} if it is anything else. */
    default int marker() {
        return NO_MARKER;
    }
}
