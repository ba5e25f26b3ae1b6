package io.starlingdb.node.cql.plan;

import io.starlingdb.client.StarlingException;
import io.starlingdb.node.cql.value.Evaluation;
import io.starlingdb.node.cql.value.Term;
import io.starlingdb.node.data.MutationBuilder.RowBuilder;
import io.starlingdb.node.schema.ColumnSchema;
import io.starlingdb.node.schema.ListType;
import io.starlingdb.node.schema.MapType;
import io.starlingdb.node.schema.ScalarType;
import org.jspecify.annotations.Nullable;

/** What a write does to one column, before values are bound. A value that was left unset leaves the column alone. */
public sealed interface ColumnOperation {

    ColumnSchema column();

    /** Adds the changes of one execution to a row, or to the static columns. */
    void apply(Evaluation evaluation, RowBuilder row);

    /** {@code column = value}: null deletes, a collection is replaced. */
    record SetValue(ColumnSchema column, Term term) implements ColumnOperation {
        @Override
        public void apply(Evaluation evaluation, RowBuilder row) {
            byte[] value = term.value(evaluation);
            if (value != Evaluation.UNSET) {
                row.set(column, value);
            }
        }
    }

    /** {@code collection = collection + value}. */
    record Append(ColumnSchema column, Term term) implements ColumnOperation {
        @Override
        public void apply(Evaluation evaluation, RowBuilder row) {
            byte[] value = term.value(evaluation);
            if (value != null && value != Evaluation.UNSET) {
                row.addAll(column, value);
            }
        }
    }

    /** {@code list = value + list}. */
    record Prepend(ColumnSchema column, Term term) implements ColumnOperation {
        @Override
        public void apply(Evaluation evaluation, RowBuilder row) {
            byte[] value = term.value(evaluation);
            if (value != null && value != Evaluation.UNSET) {
                row.prependAll(column, value);
            }
        }
    }

    /** {@code collection = collection - value}: the value holds elements of a list or set, or keys of a map. */
    record Remove(ColumnSchema column, Term term) implements ColumnOperation {
        @Override
        public void apply(Evaluation evaluation, RowBuilder row) {
            byte[] value = term.value(evaluation);
            if (value != null && value != Evaluation.UNSET) {
                row.removeAll(column, value);
            }
        }
    }

    /** {@code map[key] = value} and {@code list[index] = value}; null deletes. */
    record SetElement(ColumnSchema column, Term element, Term term) implements ColumnOperation {
        @Override
        public void apply(Evaluation evaluation, RowBuilder row) {
            byte[] value = term.value(evaluation);
            if (value == Evaluation.UNSET) {
                return;
            }
            byte[] path = path(column, element, evaluation);
            if (value == null) {
                delete(column, path, row);
            } else if (column.type() instanceof ListType) {
                row.setAt(column, path, value);
            } else {
                row.put(column, path, value);
            }
        }
    }

    /** {@code counter = counter + value}, or minus. */
    record Add(ColumnSchema column, Term term, boolean negative) implements ColumnOperation {
        @Override
        public void apply(Evaluation evaluation, RowBuilder row) {
            byte[] value = term.value(evaluation);
            if (value == Evaluation.UNSET) {
                return;
            }
            if (value == null) {
                throw StarlingException.invalid("Invalid null value for counter increment");
            }
            long amount = (Long) ScalarType.BIGINT.decode(value);
            row.count(column, negative ? -amount : amount);
        }
    }

    /** {@code column.field = value} and {@code DELETE column.field}; null deletes. */
    record SetField(ColumnSchema column, int field, Term term) implements ColumnOperation {
        @Override
        public void apply(Evaluation evaluation, RowBuilder row) {
            byte[] value = term.value(evaluation);
            if (value != Evaluation.UNSET) {
                row.setField(column, field, value);
            }
        }
    }

    /** {@code DELETE column}. */
    record Delete(ColumnSchema column) implements ColumnOperation {
        @Override
        public void apply(Evaluation evaluation, RowBuilder row) {
            row.delete(column);
        }
    }

    /** {@code DELETE collection[element]}. */
    record DeleteElement(ColumnSchema column, Term element) implements ColumnOperation {
        @Override
        public void apply(Evaluation evaluation, RowBuilder row) {
            delete(column, path(column, element, evaluation), row);
        }
    }

    private static void delete(ColumnSchema column, byte[] path, RowBuilder row) {
        if (column.type() instanceof ListType) {
            row.deleteAt(column, path);
        } else {
            row.remove(column, path);
        }
    }

    private static byte[] path(ColumnSchema column, Term element, Evaluation evaluation) {
        byte @Nullable [] path = element.value(evaluation);
        if (path == null || path == Evaluation.UNSET) {
            throw StarlingException.invalid("Invalid " + (path == null ? "null" : "unset") + " value for "
                    + (column.type() instanceof MapType ? "map key" : "list index") + " of " + column.name());
        }
        return path;
    }
}
