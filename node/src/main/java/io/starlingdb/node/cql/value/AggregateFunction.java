package io.starlingdb.node.cql.value;

import io.starlingdb.node.schema.CqlType;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A function over a column's values in many rows.
 *
 * @param start makes an accumulator that has seen no row
 */
public record AggregateFunction(String name, CqlType result, Supplier<Accumulator> start) {

    /** What is kept of the rows seen so far: a few numbers, never rows. */
    public interface Accumulator {
        /** Takes one row's value; null where it has none. */
        void add(byte @Nullable [] value);

        byte @Nullable [] result();
    }
}
