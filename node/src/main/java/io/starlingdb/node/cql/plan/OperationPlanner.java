package io.starlingdb.node.cql.plan;

import io.starlingdb.client.StarlingException;
import io.starlingdb.node.cql.ast.Expression;
import io.starlingdb.node.cql.ast.Modification;
import io.starlingdb.node.cql.ast.Name;
import io.starlingdb.node.cql.ast.Source;
import io.starlingdb.node.cql.value.Term;
import io.starlingdb.node.cql.value.TermCompiler;
import io.starlingdb.node.schema.CollectionType;
import io.starlingdb.node.schema.ColumnSchema;
import io.starlingdb.node.schema.ListType;
import io.starlingdb.node.schema.MapType;
import io.starlingdb.node.schema.ScalarType;
import io.starlingdb.node.schema.SetType;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.node.schema.UserType;

/** Plans the assignments of UPDATE and the columns of DELETE. */
final class OperationPlanner {

    private final TableSchema table;
    private final Source source;
    private final TermCompiler terms;

    OperationPlanner(TableSchema table, Source source, TermCompiler terms) {
        this.table = table;
        this.source = source;
        this.terms = terms;
    }

    ColumnOperation assignment(Modification.Assignment assignment, ColumnSchema column) {
        Expression element = assignment.element();
        if (element != null) {
            return new ColumnOperation.SetElement(
                    column,
                    element(column, element, false),
                    terms.compile(
                            assignment.value(),
                            ((CollectionType) column.type()).valueType(),
                            "value(" + column.name() + ")"));
        }
        Name field = assignment.field();
        if (field != null) {
            int place = field(column, field);
            UserType type = (UserType) column.type();
            return new ColumnOperation.SetField(
                    column,
                    place,
                    terms.compile(assignment.value(), type.fields().get(place).type(), column.name() + "." + field));
        }
        if (assignment.value() instanceof Expression.Binary operation && mentions(operation, column)) {
            return operation(operation, column);
        }
        if (table.isCounter()) {
            throw source.invalid(
                    assignment.value().at(),
                    "Cannot set the value of counter column " + column.name()
                            + " (counters can only be incremented/decremented, not set)");
        }
        return new ColumnOperation.SetValue(column, terms.compile(assignment.value(), column.type(), column.name()));
    }

    ColumnOperation deletion(Modification.Deletion deletion, ColumnSchema column) {
        Name field = deletion.field();
        if (field != null) {
            return new ColumnOperation.SetField(column, field(column, field), (evaluation, row) -> null);
        }
        return deletion.element() == null
                ? new ColumnOperation.Delete(column)
                : new ColumnOperation.DeleteElement(column, element(column, deletion.element(), true));
    }

    /** The place of a field of a column that has a cell for each. */
    private int field(ColumnSchema column, Name field) {
        if (!(column.type() instanceof UserType type)) {
            throw source.invalid(
                    field.at(),
                    "Invalid operation on field " + field + " of column " + column.name() + " with type "
                            + column.type() + ", which is not a user type");
        }
        if (type.frozen()) {
            throw source.invalid(
                    field.at(), "Invalid operation on field " + field + " for frozen UDT column " + column.name());
        }
        int place = type.indexOf(field.text());
        if (place < 0) {
            throw source.invalid(field.at(), "UDT column " + column.name() + " does not have a field named " + field);
        }
        return place;
    }

    /** Whether a sum is of the column itself, rather than a value like any other. */
    private static boolean mentions(Expression.Binary operation, ColumnSchema column) {
        return column.type() instanceof CollectionType
                || column.type() == ScalarType.COUNTER
                || operation.left() instanceof Expression.Column
                || operation.right() instanceof Expression.Column;
    }

    /** The key or index in brackets. */
    private Term element(ColumnSchema column, Expression element, boolean deletes) {
        if (!(column.type() instanceof CollectionType type) || type.frozen()) {
            throw source.invalid(
                    element.at(),
                    "Invalid operation on an element of " + column.name() + ": it is "
                            + (column.type() instanceof CollectionType ? "a frozen collection" : "no collection"));
        }
        if (type instanceof SetType && !deletes) {
            throw source.invalid(
                    element.at(),
                    "Invalid operation for set column " + column.name() + ": elements of a set" + " are added, as "
                            + column.name() + " + {…}");
        }
        return type instanceof ListType
                ? terms.compile(element, ScalarType.INT, "idx(" + column.name() + ")")
                : terms.compile(element, type.pathType(), "key(" + column.name() + ")");
    }

    /** {@code column + value}, {@code column - value}, {@code value + column}. */
    private ColumnOperation operation(Expression.Binary operation, ColumnSchema column) {
        boolean columnFirst = isColumn(operation.left(), column);
        boolean columnLast = !columnFirst && isColumn(operation.right(), column);
        boolean minus = operation.operator() == Expression.Operator.MINUS;
        boolean plus = operation.operator() == Expression.Operator.PLUS;
        if (!(columnFirst && (plus || minus)) && !(columnLast && plus)) {
            throw source.syntax(
                    operation.at(),
                    "Only expressions of the form " + column.name() + " = " + column.name() + " + …, " + column.name()
                            + " - … and … + " + column.name() + " are supported");
        }
        Expression value = columnFirst ? operation.right() : operation.left();
        if (column.type() == ScalarType.COUNTER && columnFirst) {
            return new ColumnOperation.Add(column, terms.compile(value, ScalarType.BIGINT, column.name()), minus);
        }
        if (!(column.type() instanceof CollectionType type) || type.frozen()) {
            throw notApplicable(operation, column);
        }
        if (columnLast) {
            if (!(type instanceof ListType)) {
                throw notApplicable(operation, column);
            }
            return new ColumnOperation.Prepend(column, terms.compile(value, type, column.name()));
        }
        if (plus) {
            return new ColumnOperation.Append(column, terms.compile(value, type, column.name()));
        }
        CollectionType removed = type instanceof MapType map ? new SetType(map.key(), false) : type;
        return new ColumnOperation.Remove(column, terms.compile(value, removed, column.name()));
    }

    private StarlingException notApplicable(Expression.Binary operation, ColumnSchema column) {
        return source.invalid(
                operation.at(),
                "Invalid operation (" + column.name() + " = … "
                        + operation.operator().symbol() + " …) for "
                        + (column.type() instanceof CollectionType ? "frozen collection" : "non counter")
                        + " column " + column.name() + " of type " + column.type());
    }

    private static boolean isColumn(Expression expression, ColumnSchema column) {
        return expression instanceof Expression.Column reference
                && reference.name().text().equals(column.name());
    }
}
