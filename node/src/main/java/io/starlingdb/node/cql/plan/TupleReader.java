package io.starlingdb.node.cql.plan;

import io.starlingdb.node.cql.ast.Expression;
import io.starlingdb.node.cql.ast.Relation;
import io.starlingdb.node.cql.ast.Relation.Operator;
import io.starlingdb.node.cql.ast.Source;
import io.starlingdb.node.cql.value.FieldTerm;
import io.starlingdb.node.cql.value.Term;
import io.starlingdb.node.cql.value.TermCompiler;
import io.starlingdb.node.schema.ColumnSchema;
import io.starlingdb.node.schema.ListType;
import io.starlingdb.node.schema.TupleType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code (c1, c2) op value}. */
final class TupleReader {

    private TupleReader() {}

    /** @param old what another relation said about the same columns; the two together are the answer */
    static TupleRestriction read(
            Relation relation,
            List<ColumnSchema> columns,
            @Nullable TupleRestriction old,
            Source source,
            TermCompiler terms) {
        Operator operator = relation.operator();
        boolean points = operator == Operator.EQ || operator == Operator.IN;
        if (!points && !operator.isSlice()) {
            throw source.invalid(
                    relation.at(), "Unsupported \"" + operator.symbol() + "\" relation on several columns");
        }
        if (old != null && (points || old.points() != null || !old.first().equals(columns.get(0)))) {
            throw source.invalid(
                    relation.at(), "The same columns cannot be restricted by more than one such relation in a tuple");
        }
        if (points) {
            List<List<KeyTerm>> tuples = new ArrayList<>();
            if (operator == Operator.EQ) {
                tuples.add(tuple(relation.value(), columns, source, terms));
            } else if (relation.value() instanceof Expression.TupleLiteral list) {
                for (Expression element : list.elements()) {
                    if (!(element instanceof Expression.TupleLiteral || element instanceof Expression.Marker)) {
                        throw source.syntax(element.at(), "expected a tuple or a bind marker");
                    }
                    tuples.add(tuple(element, columns, source, terms));
                }
            } else {
                ListType list = new ListType(type(columns), true);
                Term all = terms.compile(relation.value(), list, "in(" + names(columns) + ")");
                return new TupleRestriction(
                        columns, new Points.OfTupleList(columns, all, list), null, null, relation.at());
            }
            return new TupleRestriction(columns, new Points.OfTuple(columns.size(), tuples), null, null, relation.at());
        }
        ClusteringPlan.Edge edge = new ClusteringPlan.Edge(
                tuple(relation.value(), columns, source, terms), operator == Operator.GTE || operator == Operator.LTE);
        boolean lower = operator == Operator.GT || operator == Operator.GTE;
        ClusteringPlan.Edge oldLower = old == null ? null : old.lower();
        ClusteringPlan.Edge oldUpper = old == null ? null : old.upper();
        if ((lower ? oldLower : oldUpper) != null) {
            throw source.invalid(
                    relation.at(),
                    "More than one restriction was found for the " + (lower ? "start" : "end") + " bound on "
                            + columns.get(0).name());
        }
        List<ColumnSchema> all = old != null && old.width() > columns.size() ? old.columns() : columns;
        return new TupleRestriction(
                all, null, lower ? edge : oldLower, lower ? oldUpper : edge, old == null ? relation.at() : old.at());
    }

    private static List<KeyTerm> tuple(
            Expression value, List<ColumnSchema> columns, Source source, TermCompiler terms) {
        if (!(value instanceof Expression.TupleLiteral literal)) {
            TupleType type = type(columns);
            Term whole = terms.compile(value, type, names(columns));
            List<KeyTerm> fields = new ArrayList<>(columns.size());
            for (int i = 0; i < columns.size(); i++) {
                fields.add(new KeyTerm(columns.get(i), new FieldTerm(whole, type, i)));
            }
            return fields;
        }
        if (literal.elements().size() != columns.size()) {
            throw source.invalid(
                    value.at(),
                    "Expected " + columns.size() + " elements in value tuple, but got "
                            + literal.elements().size());
        }
        List<KeyTerm> tuple = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            ColumnSchema column = columns.get(i);
            tuple.add(new KeyTerm(column, terms.compile(literal.elements().get(i), column.type(), column.name())));
        }
        return tuple;
    }

    private static TupleType type(List<ColumnSchema> columns) {
        return new TupleType(columns.stream().map(ColumnSchema::type).toList());
    }

    /** What a marker for the whole tuple is called: {@code (c1,c2)}. */
    private static String names(List<ColumnSchema> columns) {
        return "(" + String.join(",", columns.stream().map(ColumnSchema::name).toList()) + ")";
    }
}
