package io.starlingdb.node.cql.ast;

import org.jspecify.annotations.Nullable;

/**
 * The {@code USING} clause of a write; each part is null where the text does not give it.
 *
 * @param timestamp microseconds
 * @param ttl seconds
 * @param context the causal context that the writer has seen, as text
 */
public record Using(
        @Nullable Expression timestamp,
        @Nullable Expression ttl,
        @Nullable Expression context) {

    public static final Using NOTHING = new Using(null, null, null);
}
