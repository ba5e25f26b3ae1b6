package io.starlingdb.node.cql.value;

import io.starlingdb.node.schema.CompositeType;
import org.jspecify.annotations.Nullable;

/** One field of a tuple's or user-defined type's value; null where the whole is. */
public record FieldTerm(Term whole, CompositeType type, int field) implements Term {

    @Override
    public byte @Nullable [] value(Evaluation evaluation, RowValues row) {
        byte[] value = whole.value(evaluation, row);
        return value == null || value == Evaluation.UNSET
                ? value
                : type.split(value).get(field);
    }
}
