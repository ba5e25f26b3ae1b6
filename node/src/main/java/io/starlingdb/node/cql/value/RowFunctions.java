package io.starlingdb.node.cql.value;

import io.starlingdb.node.cql.ast.Expression;
import io.starlingdb.node.cql.ast.Source;
import io.starlingdb.node.schema.CollectionType;
import io.starlingdb.node.schema.ColumnSchema;
import io.starlingdb.node.schema.CqlType;
import io.starlingdb.node.schema.ListType;
import io.starlingdb.node.schema.ScalarType;
import io.starlingdb.node.schema.UserType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The functions that are about a row rather than values: its token, its cells' times, their siblings, its context. */
final class RowFunctions {

    private final Source source;
    private final TermCompiler terms;
    private final TermCompiler.Columns columns;

    RowFunctions(Source source, TermCompiler terms, TermCompiler.Columns columns) {
        this.source = source;
        this.terms = terms;
        this.columns = columns;
    }

    /**
     * The term of a call, or null if it is of another function.
     *
     * @param name the function's name as {@link Functions#key} writes it
     */
    @Nullable
    TypedTerm find(String name, Expression.Call call) {
        return switch (name) {
            case "token" -> token(call);
            case "writetime" -> cellTime(call, CellTimes.Kind.WRITE_TIME);
            case "maxwritetime" -> cellTime(call, CellTimes.Kind.MAX_WRITE_TIME);
            case "ttl" -> cellTime(call, CellTimes.Kind.TTL);
            case "siblings" -> siblings(call);
            case "context" -> context(call);
            default -> null;
        };
    }

    private ColumnSchema column(Expression.Call call) {
        if (call.arguments().size() != 1 || !(call.arguments().get(0) instanceof Expression.Column argument)) {
            throw source.invalid(call.at(), "The function " + call.function() + " takes one column");
        }
        return columns.column(argument.name());
    }

    /** {@code siblings(column)}: all its values that no later writer had seen, the latest first. */
    private TypedTerm siblings(Expression.Call call) {
        ColumnSchema column = column(call);
        if (column.kind().isKey() || column.type() == ScalarType.COUNTER) {
            throw source.invalid(call.at(), "Column " + column.name() + " never has siblings");
        }
        CqlType element = column.type() instanceof CollectionType collection
                ? collection.freeze()
                : column.type() instanceof UserType user ? user.freeze() : column.type();
        ListType type = new ListType(element, true);
        return new TypedTerm((evaluation, row) -> packed(type, row.siblings(column)), type);
    }

    private static byte @Nullable [] packed(ListType type, List<byte[]> values) {
        return values.isEmpty() ? null : type.pack(values);
    }

    /** {@code context()}: what a reader of the row has seen, for {@code USING CONTEXT}. */
    private TypedTerm context(Expression.Call call) {
        if (!call.arguments().isEmpty()) {
            throw source.invalid(call.at(), "The function context takes no arguments: it is about the whole row");
        }
        return new TypedTerm((evaluation, row) -> row.context(), ScalarType.TEXT);
    }

    /** {@code token(p1, p2)} of the row at hand. */
    private TypedTerm token(Expression.Call call) {
        List<ColumnSchema> key = columns.partitionKey();
        boolean matches = call.arguments().size() == key.size();
        for (int i = 0; matches && i < key.size(); i++) {
            matches = call.arguments().get(i) instanceof Expression.Column column
                    && columns.column(column.name()).equals(key.get(i));
        }
        if (!matches) {
            throw source.invalid(
                    call.at(),
                    "The token function takes the partition key columns in their order: token("
                            + String.join(
                                    ", ", key.stream().map(ColumnSchema::name).toList()) + ")");
        }
        return new TypedTerm((evaluation, row) -> ScalarType.BIGINT.encode(row.token()), ScalarType.BIGINT);
    }

    /** {@code writetime}, {@code maxwritetime} and {@code ttl} of a column, an element, a range of elements, or a field. */
    private TypedTerm cellTime(Expression.Call call, CellTimes.Kind kind) {
        String name = call.function().text();
        if (call.arguments().size() != 1) {
            throw source.invalid(call.at(), "The function " + name + " takes one column");
        }
        Expression argument = call.arguments().get(0);
        ColumnSchema column = columnOf(argument, name);
        if (column.kind().isKey()) {
            throw source.invalid(
                    call.at(), "Cannot use selection function " + name + " on PRIMARY KEY part " + column.name());
        }
        if (!column.type().isMultiCell()) {
            if (!(argument instanceof Expression.Column)) {
                throw source.invalid(
                        call.at(),
                        "Cannot use selection function " + name + " on a part of the frozen value " + column.name());
            }
            return kind == CellTimes.Kind.TTL
                    ? new TypedTerm((e, row) -> encoded(ScalarType.INT, row.timeToLive(column)), ScalarType.INT)
                    : new TypedTerm((e, row) -> encoded(ScalarType.BIGINT, row.writeTime(column)), ScalarType.BIGINT);
        }
        return new CellTimes(terms, column, kind).of(argument);
    }

    private ColumnSchema columnOf(Expression argument, String function) {
        if (argument instanceof Expression.Column column) {
            return columns.column(column.name());
        } else if (argument instanceof Expression.Element element
                && element.collection() instanceof Expression.Column column) {
            return columns.column(column.name());
        } else if (argument instanceof Expression.Range range
                && range.collection() instanceof Expression.Column column) {
            return columns.column(column.name());
        } else if (argument instanceof Expression.Field field && field.value() instanceof Expression.Column column) {
            return columns.column(column.name());
        }
        throw source.invalid(argument.at(), "The function " + function + " takes a column or a part of one");
    }

    private static byte @Nullable [] encoded(ScalarType type, @Nullable Object value) {
        return value == null ? null : type.encode(value);
    }
}
