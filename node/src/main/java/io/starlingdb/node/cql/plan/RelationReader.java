package io.starlingdb.node.cql.plan;

import io.starlingdb.node.cql.ast.Expression;
import io.starlingdb.node.cql.ast.Name;
import io.starlingdb.node.cql.ast.Relation;
import io.starlingdb.node.cql.ast.Relation.Operator;
import io.starlingdb.node.cql.ast.Source;
import io.starlingdb.node.cql.value.Term;
import io.starlingdb.node.cql.value.TermCompiler;
import io.starlingdb.node.schema.CollectionType;
import io.starlingdb.node.schema.ColumnKind;
import io.starlingdb.node.schema.ColumnSchema;
import io.starlingdb.node.schema.CqlType;
import io.starlingdb.node.schema.ListType;
import io.starlingdb.node.schema.MapType;
import io.starlingdb.node.schema.ScalarType;
import io.starlingdb.node.schema.SetType;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.node.schema.UserType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the relations of a WHERE clause: finds their columns, compiles their values, and gathers them by column. */
final class RelationReader {

    private final TableSchema table;
    private final Catalog catalog;
    private final Source source;
    private final TermCompiler terms;
    private final Map<ColumnSchema, ColumnRestriction> byColumn = new LinkedHashMap<>();
    private PartitionTarget.@Nullable OfTokens token;
    private @Nullable TupleRestriction tuple;

    RelationReader(TableSchema table, Catalog catalog, TermCompiler terms) {
        this.table = table;
        this.catalog = catalog;
        this.source = catalog.source();
        this.terms = terms;
    }

    void read(List<Relation> relations) {
        for (Relation relation : relations) {
            if (relation.target() instanceof Relation.ColumnTarget target) {
                column(relation, catalog.column(table, target.column()));
            } else if (relation.target() instanceof Relation.TupleTarget target) {
                tuple(relation, target);
            } else if (relation.target() instanceof Relation.TokenTarget target) {
                token(relation, target);
            } else if (relation.target() instanceof Relation.ElementTarget target) {
                element(relation, target, catalog.column(table, target.column()));
            } else {
                throw source.invalid(
                        relation.at(), "Conditions on the fields of a user-defined type are not supported in WHERE");
            }
        }
    }

    /** Restricts a column to a value that no relation of the text gives. */
    void fix(ColumnSchema column, Term value, int at) {
        of(column, at).addPoints(new ValueList.One(new KeyTerm(column, value)), source, at);
    }

    Collection<ColumnRestriction> columns() {
        return byColumn.values();
    }

    @Nullable
    ColumnRestriction restriction(ColumnSchema column) {
        return byColumn.get(column);
    }

    /** Whether the column is restricted to one value. */
    boolean isFixed(ColumnSchema column) {
        ColumnRestriction restriction = byColumn.get(column);
        ValueList points = restriction == null ? null : restriction.points();
        return points != null && points.isSingle();
    }

    PartitionTarget.@Nullable OfTokens token() {
        return token;
    }

    @Nullable
    TupleRestriction tuple() {
        return tuple;
    }

    private ColumnRestriction of(ColumnSchema column, int at) {
        return byColumn.computeIfAbsent(column, c -> new ColumnRestriction(c, at));
    }

    private void column(Relation relation, ColumnSchema column) {
        int at = relation.at();
        switch (relation.operator()) {
            case EQ -> of(column, at).addPoints(new ValueList.One(term(relation.value(), column)), source, at);
            case IN -> of(column, at).addPoints(in(relation, column), source, at);
            case LT, LTE, GT, GTE -> {
                if (column.type() == ScalarType.DURATION) {
                    throw source.invalid(at, "Slice restrictions are not supported on duration columns");
                }
                of(column, at).addBound(relation.operator(), term(relation.value(), column), source, at);
            }
            case CONTAINS, CONTAINS_KEY -> contains(relation, column);
            case NEQ -> throw source.invalid(at, "Unsupported \"!=\" relation: " + column.name() + " != …");
            case LIKE -> throw source.notImplemented(at, "LIKE needs a text index (SASI), which is not implemented");
            case IS_NOT_NULL ->
                throw source.invalid(at, "IS NOT NULL is only for materialized views, which are not implemented");
        }
    }

    private KeyTerm term(Expression value, ColumnSchema column) {
        return new KeyTerm(column, terms.compile(value, column.type(), column.name()));
    }

    private ValueList in(Relation relation, ColumnSchema column) {
        if (relation.value() instanceof Expression.TupleLiteral list) {
            List<KeyTerm> values = new ArrayList<>(list.elements().size());
            for (Expression element : list.elements()) {
                values.add(term(element, column));
            }
            return new ValueList.Listed(values);
        }
        CqlType element = column.type() instanceof CollectionType collection
                ? collection.freeze()
                : column.type() instanceof UserType user ? user.freeze() : column.type();
        ListType type = new ListType(element, true);
        Term list = terms.compile(relation.value(), type, "in(" + column.name() + ")");
        return new ValueList.Bound(list, type, column.name());
    }

    private void contains(Relation relation, ColumnSchema column) {
        boolean key = relation.operator() == Operator.CONTAINS_KEY;
        if (!(column.type() instanceof CollectionType type) || (key && !(type instanceof MapType))) {
            throw source.invalid(
                    relation.at(),
                    "Cannot use " + relation.operator().symbol() + " on "
                            + (key ? "non-map column " : "non-collection column ") + column.name());
        }
        CqlType part = key || type instanceof SetType ? type.pathType() : type.valueType();
        Term value = terms.compile(relation.value(), part, (key ? "key(" : "value(") + column.name() + ")");
        of(column, relation.at()).addFilter(new Filter.Contains(column, key, new KeyTerm(column, value)));
    }

    /** {@code map[key] = value}. */
    private void element(Relation relation, Relation.ElementTarget target, ColumnSchema column) {
        if (!(column.type() instanceof MapType type)) {
            throw source.invalid(
                    relation.at(),
                    "Column " + column.name() + " cannot be used as a map: it is of type " + column.type());
        }
        if (relation.operator() != Operator.EQ) {
            throw source.invalid(
                    relation.at(),
                    "Only EQ relations are supported on map entries, not "
                            + relation.operator().symbol());
        }
        Term key = terms.compile(target.key(), type.key(), "key(" + column.name() + ")");
        Term value = terms.compile(relation.value(), type.value(), "value(" + column.name() + ")");
        Filter filter = new Filter.Entry(column, type, new KeyTerm(column, key), new KeyTerm(column, value));
        of(column, relation.at()).addFilter(filter);
    }

    private void token(Relation relation, Relation.TokenTarget target) {
        List<String> given = target.columns().stream().map(Name::text).toList();
        List<String> key = table.partitionKey().stream().map(ColumnSchema::name).toList();
        if (!given.equals(key)) {
            throw source.invalid(
                    target.at(),
                    "The token function takes the partition key columns in their order: token(" + String.join(", ", key)
                            + ")");
        }
        KeyTerm term = new KeyTerm(table.partitionKey().get(0), TokenTerms.of(relation.value(), table, terms));
        PartitionTarget.OfTokens old = token == null ? PartitionTarget.OfTokens.ALL : token;
        Operator operator = relation.operator();
        boolean lower = operator == Operator.GT || operator == Operator.GTE || operator == Operator.EQ;
        boolean upper = operator == Operator.LT || operator == Operator.LTE || operator == Operator.EQ;
        if (!lower && !upper) {
            throw source.invalid(relation.at(), "Invalid operator " + operator.symbol() + " for the token function");
        }
        if ((lower && old.lower() != null) || (upper && old.upper() != null)) {
            throw source.invalid(relation.at(), "More than one restriction was found for the same bound of the token");
        }
        token = new PartitionTarget.OfTokens(
                lower ? term : old.lower(),
                lower ? operator != Operator.GT : old.lowerInclusive(),
                upper ? term : old.upper(),
                upper ? operator != Operator.LT : old.upperInclusive());
    }

    private void tuple(Relation relation, Relation.TupleTarget target) {
        List<ColumnSchema> columns = new ArrayList<>();
        for (Name name : target.columns()) {
            ColumnSchema column = catalog.column(table, name);
            int expected = columns.isEmpty() ? table.clustering().indexOf(column) : nextClustering(columns);
            if (column.kind() != ColumnKind.CLUSTERING || table.clustering().indexOf(column) != expected) {
                throw source.invalid(
                        name.at(),
                        "Clustering columns must appear in the PRIMARY KEY order in multi-column relations: "
                                + String.join(
                                        ", ",
                                        target.columns().stream()
                                                .map(Name::text)
                                                .toList()));
            }
            columns.add(column);
        }
        tuple = TupleReader.read(relation, columns, tuple, source, terms);
    }

    private int nextClustering(List<ColumnSchema> columns) {
        return table.clustering().indexOf(columns.get(columns.size() - 1)) + 1;
    }
}
