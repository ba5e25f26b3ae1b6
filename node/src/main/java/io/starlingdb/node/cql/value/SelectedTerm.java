package io.starlingdb.node.cql.value;

import io.starlingdb.node.schema.ColumnSchema;
import io.starlingdb.node.schema.CqlType;
import org.jspecify.annotations.Nullable;

/**
 * One selected expression.
 *
 * @param term its value in a row; of an aggregate, its argument's value
 * @param type the type of the result
 * @param aggregate what is done with the values of many rows; null if nothing is
 * @param column the column if nothing but one is selected, which needs no evaluation
 */
public record SelectedTerm(
        Term term,
        CqlType type,
        @Nullable AggregateFunction aggregate,
        @Nullable ColumnSchema column) {

    /** A column as it is. */
    public static SelectedTerm of(ColumnSchema column) {
        return new SelectedTerm(new ColumnTerm(column), column.type(), null, column);
    }
}
