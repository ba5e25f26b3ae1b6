package io.starlingdb.node.cql.value;

import org.jspecify.annotations.Nullable;

/** Always the same value, or null. */
record ConstantTerm(byte @Nullable [] value) implements Term {

    static final ConstantTerm NULL = new ConstantTerm(null);

    @Override
    public byte @Nullable [] value(Evaluation evaluation, RowValues row) {
        return value;
    }
}
