package io.starlingdb.node.cql.plan;

import io.starlingdb.node.cql.ast.Relation.Operator;
import io.starlingdb.node.cql.ast.Source;
import io.starlingdb.node.schema.ColumnSchema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What WHERE says about one column, gathered relation by relation. */
final class ColumnRestriction {

    private final ColumnSchema column;
    private @Nullable ValueList points;
    private ClusteringPlan.@Nullable Edge lower;
    private ClusteringPlan.@Nullable Edge upper;
    private final List<Filter> others = new ArrayList<>(0);
    private final int at;

    ColumnRestriction(ColumnSchema column, int at) {
        this.column = column;
        this.at = at;
    }

    ColumnSchema column() {
        return column;
    }

    /** Offset of the first relation about the column. */
    int at() {
        return at;
    }

    @Nullable
    ValueList points() {
        return points;
    }

    ClusteringPlan.@Nullable Edge lower() {
        return lower;
    }

    ClusteringPlan.@Nullable Edge upper() {
        return upper;
    }

    boolean hasSlice() {
        return lower != null || upper != null;
    }

    /** What it says about parts of the value: CONTAINS and elements. */
    List<Filter> parts() {
        return others;
    }

    /** Whether keys and slices cannot answer it: CONTAINS and elements. */
    boolean needsFilter() {
        return !others.isEmpty();
    }

    void addPoints(ValueList values, Source source, int offset) {
        if (points != null || hasSlice()) {
            throw source.invalid(
                    offset,
                    column.name() + " cannot be restricted by more than one relation if it includes an "
                            + (values.isSingle() ? "Equal" : "IN"));
        }
        points = values;
    }

    void addBound(Operator operator, KeyTerm term, Source source, int offset) {
        if (points != null) {
            throw source.invalid(
                    offset,
                    column.name() + " cannot be restricted by more than one relation if it includes an "
                            + (points.isSingle() ? "Equal" : "IN"));
        }
        boolean isLower = operator == Operator.GT || operator == Operator.GTE;
        if ((isLower ? lower : upper) != null) {
            throw source.invalid(
                    offset,
                    "More than one restriction was found for the " + (isLower ? "start" : "end") + " bound on "
                            + column.name());
        }
        ClusteringPlan.Edge edge =
                new ClusteringPlan.Edge(List.of(term), operator == Operator.GTE || operator == Operator.LTE);
        if (isLower) {
            lower = edge;
        } else {
            upper = edge;
        }
    }

    void addFilter(Filter filter) {
        others.add(filter);
    }

    /** The whole restriction as tests of a row. */
    List<Filter> filters() {
        List<Filter> filters = new ArrayList<>(others);
        if (points != null) {
            filters.add(new Filter.OneOf(column, points));
        }
        if (lower != null) {
            filters.add(new Filter.Comparison(
                    column,
                    lower.inclusive() ? Operator.GTE : Operator.GT,
                    lower.terms().get(0)));
        }
        if (upper != null) {
            filters.add(new Filter.Comparison(
                    column,
                    upper.inclusive() ? Operator.LTE : Operator.LT,
                    upper.terms().get(0)));
        }
        return filters;
    }
}
