package io.starlingdb.node.cql.value;

import io.starlingdb.node.schema.ColumnSchema;
import org.jspecify.annotations.Nullable;

/** A column of the row at hand. */
record ColumnTerm(ColumnSchema column) implements Term {

    @Override
    public byte @Nullable [] value(Evaluation evaluation, RowValues row) {
        return row.value(column);
    }
}
