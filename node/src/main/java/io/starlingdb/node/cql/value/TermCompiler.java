package io.starlingdb.node.cql.value;

import io.starlingdb.client.StarlingException;
import io.starlingdb.node.cql.ast.Expression;
import io.starlingdb.node.cql.ast.Name;
import io.starlingdb.node.cql.ast.Source;
import io.starlingdb.node.cql.ast.TypeName;
import io.starlingdb.node.schema.CollectionType;
import io.starlingdb.node.schema.ColumnSchema;
import io.starlingdb.node.schema.CqlType;
import io.starlingdb.node.schema.ScalarType;
import io.starlingdb.node.schema.TupleType;
import io.starlingdb.node.schema.TypeScope;
import io.starlingdb.node.schema.UserType;
import io.starlingdb.node.schema.VectorType;
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
    private final TypeScope types;
    private final BindVariables variables;
    private final @Nullable Columns columns;
    private final CallCompiler calls;
    private final ArithmeticCompiler arithmetic;
    private final PartCompiler parts;

    /**
     * @param types the user-defined types that the text may name
     * @param columns what may be named; null in WHERE, VALUES and SET, where nothing may
     */
    public TermCompiler(Source source, TypeScope types, BindVariables variables, @Nullable Columns columns) {
        this.source = source;
        this.types = types;
        this.variables = variables;
        this.columns = columns;
        this.calls = new CallCompiler(source, this, columns);
        this.arithmetic = new ArithmeticCompiler(source, this);
        this.parts = new PartCompiler(source, this);
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
        } else if (expression instanceof Expression.TupleLiteral tuple) {
            return tuple.elements().size() == 1 && !(type instanceof TupleType)
                    ? compile(tuple.elements().get(0), type, receiver)
                    : parts.tuple(tuple, type, receiver);
        } else if (type instanceof UserType user && PartCompiler.isRecord(expression)) {
            return parts.userType(expression, user, receiver);
        } else if (type instanceof VectorType vector && expression instanceof Expression.ListLiteral list) {
            return parts.vector(list, vector, receiver);
        } else if (expression instanceof Expression.ListLiteral list) {
            CollectionType collection = collection(expression, type, receiver);
            return CollectionTerm.of(
                    collection::pack, elements(list.elements(), collection.valueType(), "value(" + receiver + ")"));
        } else if (expression instanceof Expression.SetLiteral set) {
            CollectionType collection = collection(expression, type, receiver);
            return CollectionTerm.of(
                    collection::pack, elements(set.elements(), collection.pathType(), "value(" + receiver + ")"));
        } else if (expression instanceof Expression.MapLiteral map) {
            return map(map, type, receiver);
        }
        TypedTerm inferred = inferFor(expression, type);
        if (!Assignability.type(inferred.type(), type)) {
            throw source.invalid(
                    expression.at(),
                    "Type error: cannot assign a value of type " + inferred.type() + " to " + receiver + " of type "
                            + type);
        }
        return inferred.term();
    }

    /** Where the outer type may choose among what an expression can mean. */
    private TypedTerm inferFor(Expression expression, CqlType type) {
        if (expression instanceof Expression.Call call) {
            return calls.call(call, type);
        } else if (expression instanceof Expression.Binary binary) {
            return arithmetic.binary(binary, type);
        } else if (expression instanceof Expression.Negation negation) {
            return arithmetic.negation(negation, type);
        }
        return infer(expression);
    }

    /** The term and the type of an expression that nothing outside gives a type. */
    public TypedTerm infer(Expression expression) {
        if (expression instanceof Expression.Literal literal) {
            ScalarType type = Assignability.preferred(literal);
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
            return parts.element(element);
        } else if (expression instanceof Expression.Range range) {
            return parts.range(range);
        } else if (expression instanceof Expression.Field field) {
            return parts.field(field);
        } else if (expression instanceof Expression.Binary binary) {
            return arithmetic.binary(binary, null);
        } else if (expression instanceof Expression.Negation negation) {
            return arithmetic.negation(negation, null);
        } else if (expression instanceof Expression.Marker marker) {
            throw source.invalid(
                    marker.at(), "Cannot infer the type of this bind marker: say it, as (int) ? or CAST(? AS int)");
        }
        CqlType type = parts.typeOf(expression);
        if (type == null) {
            throw source.invalid(expression.at(), "Cannot infer the type of this literal: say it, as (list<int>) [1]");
        }
        return new TypedTerm(compile(expression, type, "the value"), type);
    }

    /** The type that a text names. */
    public CqlType type(TypeName name) {
        try {
            return CqlType.parse(name.text(), types);
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
        return CollectionTerm.of(map::pack, parts);
    }

    private List<Term> elements(List<Expression> elements, CqlType type, String receiver) {
        List<Term> terms = new ArrayList<>(elements.size());
        for (Expression element : elements) {
            terms.add(compile(element, type, receiver));
        }
        return terms;
    }
}
