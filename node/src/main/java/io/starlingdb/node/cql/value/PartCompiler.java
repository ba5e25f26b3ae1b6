package io.starlingdb.node.cql.value;

import io.starlingdb.node.cql.ast.Expression;
import io.starlingdb.node.cql.ast.Name;
import io.starlingdb.node.cql.ast.Source;
import io.starlingdb.node.schema.CollectionType;
import io.starlingdb.node.schema.CqlType;
import io.starlingdb.node.schema.ListType;
import io.starlingdb.node.schema.MapType;
import io.starlingdb.node.schema.ScalarType;
import io.starlingdb.node.schema.SetType;
import io.starlingdb.node.schema.TupleType;
import io.starlingdb.node.schema.UserType;
import io.starlingdb.node.schema.VectorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compiles literals of tuples, user-defined types and vectors, and the parts of values: elements, ranges, fields. */
final class PartCompiler {

    private final Source source;
    private final TermCompiler terms;

    PartCompiler(Source source, TermCompiler terms) {
        this.source = source;
        this.terms = terms;
    }

    /** Whether a literal may be one of a user-defined type: names and values, or empty braces. */
    static boolean isRecord(Expression literal) {
        return literal instanceof Expression.MapLiteral
                || (literal instanceof Expression.SetLiteral set
                        && set.elements().isEmpty());
    }

    Term tuple(Expression.TupleLiteral literal, CqlType type, String receiver) {
        if (!(type instanceof TupleType tuple)) {
            throw source.invalid(literal.at(), "Invalid tuple type literal for " + receiver + " of type " + type);
        }
        int size = tuple.fieldTypes().size();
        if (literal.elements().size() > size) {
            throw source.invalid(
                    literal.at(),
                    "Invalid tuple literal for " + receiver + ": too many elements. Type " + type + " expects " + size
                            + " but got " + literal.elements().size());
        }
        List<Term> fields = new ArrayList<>(size);
        for (int i = 0; i < literal.elements().size(); i++) {
            fields.add(
                    terms.compile(literal.elements().get(i), tuple.fieldTypes().get(i), receiver + "[" + i + "]"));
        }
        return CompositeTerm.of(tuple, fields);
    }

    Term userType(Expression literal, UserType type, String receiver) {
        List<Term> fields = new ArrayList<>(Collections.nCopies(type.fields().size(), ConstantTerm.NULL));
        List<Expression.Entry> entries = literal instanceof Expression.MapLiteral map ? map.entries() : List.of();
        for (Expression.Entry entry : entries) {
            if (!(entry.key() instanceof Expression.Column key)) {
                throw source.invalid(
                        entry.key().at(), "Invalid user type literal for " + receiver + " of type " + type);
            }
            int place = place(type, key.name());
            fields.set(
                    place, terms.compile(entry.value(), type.fields().get(place).type(), receiver + "." + key.name()));
        }
        return CompositeTerm.of(type, fields);
    }

    Term vector(Expression.ListLiteral literal, VectorType type, String receiver) {
        if (literal.elements().size() != type.dimension()) {
            throw source.invalid(
                    literal.at(),
                    "Invalid vector literal for " + receiver + " of type " + type + "; expected " + type.dimension()
                            + " elements, but given " + literal.elements().size());
        }
        List<Term> elements = new ArrayList<>(type.dimension());
        for (Expression element : literal.elements()) {
            elements.add(terms.compile(element, type.element(), "value(" + receiver + ")"));
        }
        return CollectionTerm.of(type::pack, elements);
    }

    TypedTerm element(Expression.Element element) {
        TypedTerm collection = terms.infer(element.collection());
        if (!(collection.type() instanceof CollectionType type)) {
            throw source.invalid(
                    element.at(), "Only collections have elements, and this is of type " + collection.type());
        }
        CqlType keyType = type instanceof ListType ? ScalarType.INT : type.pathType();
        Term key = terms.compile(element.key(), keyType, "key");
        CqlType valueType = type instanceof SetType ? type.pathType() : type.valueType();
        return new TypedTerm(new ElementTerm(collection.term(), type, key), valueType);
    }

    TypedTerm range(Expression.Range range) {
        TypedTerm collection = terms.infer(range.collection());
        if (!(collection.type() instanceof CollectionType type) || type instanceof ListType) {
            throw source.invalid(
                    range.at(),
                    "Slice selection is only allowed on sets and maps, and this is of type " + collection.type());
        }
        Term from = range.from() == null ? null : terms.compile(range.from(), type.pathType(), "key");
        Term to = range.to() == null ? null : terms.compile(range.to(), type.pathType(), "key");
        return new TypedTerm(new RangeTerm(collection.term(), type, from, to), type.freeze());
    }

    TypedTerm field(Expression.Field field) {
        TypedTerm value = terms.infer(field.value());
        if (!(value.type() instanceof UserType type)) {
            throw source.invalid(
                    field.name().at(),
                    "Invalid field selection: " + SelectionCompiler.name(field.value(), "the value") + " of type "
                            + value.type() + " is not a user type");
        }
        int place = place(type, field.name());
        return new TypedTerm(
                new FieldTerm(value.term(), type, place),
                type.fields().get(place).type());
    }

    private int place(UserType type, Name name) {
        int place = type.indexOf(name.text());
        if (place < 0) {
            throw source.invalid(
                    name.at(), "Unknown field '" + name + "' in value of user defined type " + type.name());
        }
        return place;
    }

    /** The type of a literal as its parts have it; null if they do not tell. */
    @Nullable
    CqlType typeOf(Expression literal) {
        if (literal instanceof Expression.TupleLiteral tuple) {
            List<CqlType> fields = new ArrayList<>();
            for (Expression element : tuple.elements()) {
                fields.add(terms.infer(element).type());
            }
            return fields.size() == 1 ? fields.get(0) : new TupleType(fields);
        } else if (literal instanceof Expression.ListLiteral list
                && !list.elements().isEmpty()) {
            return new ListType(elementType(list.elements()), true);
        } else if (literal instanceof Expression.SetLiteral set
                && !set.elements().isEmpty()) {
            return new SetType(elementType(set.elements()), true);
        } else if (literal instanceof Expression.MapLiteral map) {
            return new MapType(
                    elementType(
                            map.entries().stream().map(Expression.Entry::key).toList()),
                    elementType(
                            map.entries().stream().map(Expression.Entry::value).toList()),
                    true);
        }
        return null;
    }

    /** The widest of the elements' types, as far as one can stand for the others. */
    private CqlType elementType(List<Expression> elements) {
        CqlType type = terms.infer(elements.get(0)).type();
        for (Expression element : elements) {
            CqlType other = terms.infer(element).type();
            if (!Assignability.type(other, type)) {
                CqlType wider = Numbers.wider(type, other);
                type = wider == null ? type : wider;
            }
        }
        return type;
    }
}
