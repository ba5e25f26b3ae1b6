package io.starlingdb.node.cql.value;

import io.starlingdb.client.StarlingException;
import io.starlingdb.node.schema.CqlType;
import org.jspecify.annotations.Nullable;

/** The value that the client bound to a marker, checked against the marker's type. */
record BoundTerm(int index, CqlType type, String receiver) implements Term {

    @Override
    public byte @Nullable [] value(Evaluation evaluation, RowValues row) {
        byte[] value = evaluation.bound(index);
        if (value == null || value == Evaluation.UNSET) {
            return value;
        }
        try {
            return type.canonical(value);
        } catch (StarlingException e) {
            throw StarlingException.invalid("Invalid value for " + receiver + " of type " + type + ": " + e.text());
        }
    }

    @Override
    public int marker() {
        return index;
    }
}
