package io.starlingdb.node.cql.plan;

import io.starlingdb.client.StarlingException;
import io.starlingdb.node.cql.ast.Expression;
import io.starlingdb.node.cql.ast.Modification;
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
        if (assignment.value() instanceof Expression.Binary operation) {
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
        return deletion.element() == null
                ? new ColumnOperation.Delete(column)
                : new ColumnOperation.DeleteElement(column, element(column, deletion.element(), true));
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
            throw source.notImplemented(
                    operation.at(),
                    "Only " + column.name() + " = " + column.name() + " + …, " + column.name() + " - … and … + "
                            + column.name() + " are implemented");
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
