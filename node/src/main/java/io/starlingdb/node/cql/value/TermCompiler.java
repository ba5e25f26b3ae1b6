package io.starlingdb.node.cql.value;

import io.starlingdb.client.StarlingException;
import io.starlingdb.node.cql.ast.Expression;
import io.starlingdb.node.cql.ast.Name;
import io.starlingdb.node.cql.ast.Source;
import io.starlingdb.node.cql.ast.TypeName;
import io.starlingdb.node.schema.CollectionType;
import io.starlingdb.node.schema.ColumnSchema;
import io.starlingdb.node.schema.CqlType;
import io.starlingdb.node.schema.ListType;
import io.starlingdb.node.schema.MapType;
import io.starlingdb.node.schema.ScalarType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns expressions into terms.
 *
 * <p>CQL's types flow from outside in: a literal or a marker has the type of the place where it stands ({@link #compile}).
 * Only selected expressions have none from outside; there, and for a function's arguments, they are inferred ({@link
 * #infer}). Columns may be named only where a {@link Columns} scope is given.
 */
public final class TermCompiler {

    /** The columns that an expression may name. */
    public interface Columns {
        /** The column, or an error that says that there is none. */
        ColumnSchema column(Name name);

        /** The partition key's columns, for {@code token(…)}. */
        List<ColumnSchema> partitionKey();
    }

    private final Source source;
    private final BindVariables variables;
    private final @Nullable Columns columns;
    private final CallCompiler calls;

    /** @param columns what may be named; null in WHERE, VALUES and SET, where nothing may */
    public TermCompiler(Source source, BindVariables variables, @Nullable Columns columns) {
        this.source = source;
        this.variables = variables;
        this.columns = columns;
        this.calls = new CallCompiler(source, this, columns);
    }

    /**
     * The term of an expression in a place that takes {@code type}.
     *
     * @param receiver what the place is called in messages and in the bind variable: mostly a column's name
     */
    public Term compile(Expression expression, CqlType type, String receiver) {
        if (expression instanceof Expression.Literal literal) {
            return literal(literal, type, receiver);
        } else if (expression instanceof Expression.Marker marker) {
            return variables.bind(marker, type, receiver);
        } else if (expression instanceof Expression.ListLiteral list) {
            CollectionType collection = collection(expression, type, receiver);
            return CollectionTerm.of(
                    collection, elements(list.elements(), collection.valueType(), "value(" + receiver + ")"));
        } else if (expression instanceof Expression.SetLiteral set) {
            CollectionType collection = collection(expression, type, receiver);
            return CollectionTerm.of(
                    collection, elements(set.elements(), collection.pathType(), "value(" + receiver + ")"));
        } else if (expression instanceof Expression.MapLiteral map) {
            return map(map, type, receiver);
        }
        TypedTerm inferred = expression instanceof Expression.Call call ? calls.call(call, type) : infer(expression);
        if (!Assignability.type(inferred.type(), type)) {
            throw source.invalid(
                    expression.at(),
                    "Type error: cannot assign a value of type " + inferred.type() + " to " + receiver + " of type "
                            + type);
        }
        return inferred.term();
    }

    /** The term and the type of an expression that nothing outside gives a type. */
    public TypedTerm infer(Expression expression) {
        if (expression instanceof Expression.Literal literal) {
            ScalarType type = Assignability.preferred(literal.kind());
            return new TypedTerm(literal(literal, type, "the value"), type);
        } else if (expression instanceof Expression.TypeHint hint) {
            CqlType type = type(hint.type());
            return new TypedTerm(compile(hint.value(), type, "a value"), type);
        } else if (expression instanceof Expression.Cast cast) {
            return calls.cast(cast);
        } else if (expression instanceof Expression.Call call) {
            return calls.call(call, null);
        } else if (expression instanceof Expression.Column column) {
            ColumnSchema schema = column(column.name());
            return new TypedTerm(new ColumnTerm(schema), schema.type());
        } else if (expression instanceof Expression.Element element) {
            return element(element);
        } else if (expression instanceof Expression.Marker marker) {
            throw source.invalid(
                    marker.at(), "Cannot infer the type of this bind marker: say it, as (int) ? or CAST(? AS int)");
        } else if (expression instanceof Expression.Binary || expression instanceof Expression.TupleLiteral) {
            throw source.notImplemented(
                    expression.at(),
                    expression instanceof Expression.Binary
                            ? "Arithmetic is not implemented yet"
                            : "Tuples are not implemented yet");
        }
        throw source.invalid(expression.at(), "Cannot infer the type of this literal: say it, as (list<int>) [1]");
    }

    /** The type that a text names. */
    public CqlType type(TypeName name) {
        try {
            return CqlType.parse(name.text());
        } catch (StarlingException e) {
            throw source.invalid(name.at(), e.text());
        }
    }

    private ColumnSchema column(Name name) {
        if (columns == null) {
            throw source.invalid(name.at(), "Column " + name + " cannot stand here: expected a value");
        }
        return columns.column(name);
    }

    private Term literal(Expression.Literal literal, CqlType type, String receiver) {
        if (literal.kind() == Expression.LiteralKind.NULL) {
            return ConstantTerm.NULL;
        }
        if (!Assignability.literal(literal.kind(), type)) {
            throw source.invalid(
                    literal.at(),
                    "Invalid " + literal.kind() + " constant (" + literal.text() + ") for \"" + receiver + "\" of type "
                            + type);
        }
        try {
            return new ConstantTerm(((ScalarType) type).parseText(literal.text()));
        } catch (StarlingException e) {
            throw source.invalid(literal.at(), e.text());
        }
    }

    private CollectionType collection(Expression literal, CqlType type, String receiver) {
        if (type instanceof CollectionType collection && Assignability.brackets(literal, type)) {
            return collection;
        }
        throw source.invalid(literal.at(), "Invalid collection literal for " + receiver + " of type " + type);
    }

    private Term map(Expression.MapLiteral literal, CqlType type, String receiver) {
        CollectionType map = collection(literal, type, receiver);
        List<Term> parts = new ArrayList<>(literal.entries().size() * 2);
        for (Expression.Entry entry : literal.entries()) {
            parts.add(compile(entry.key(), map.pathType(), "key(" + receiver + ")"));
            parts.add(compile(entry.value(), map.valueType(), "value(" + receiver + ")"));
        }
        return CollectionTerm.of(map, parts);
    }

    private List<Term> elements(List<Expression> elements, CqlType type, String receiver) {
        List<Term> terms = new ArrayList<>(elements.size());
        for (Expression element : elements) {
            terms.add(compile(element, type, receiver));
        }
        return terms;
    }

    private TypedTerm element(Expression.Element element) {
        TypedTerm collection = infer(element.collection());
        if (!(collection.type() instanceof CollectionType type)) {
            throw source.invalid(
                    element.at(), "Only collections have elements, and this is of type " + collection.type());
        }
        CqlType keyType = type instanceof ListType ? ScalarType.INT : type.pathType();
        Term key = compile(element.key(), keyType, "key");
        CqlType valueType = type instanceof MapType || type instanceof ListType ? type.valueType() : type.pathType();
        return new TypedTerm(new ElementTerm(collection.term(), type, key), valueType);
    }
}
