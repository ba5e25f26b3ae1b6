package io.starlingdb.node.cql.plan;

import io.starlingdb.node.cql.ast.Relation.Operator;
import io.starlingdb.node.cql.ast.Source;
import io.starlingdb.node.schema.ColumnKind;
import io.starlingdb.node.schema.ColumnSchema;
import io.starlingdb.node.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a WHERE clause can be answered with: keys, token ranges, clustering slices; and what only reading and testing
 * rows can answer, which SELECT does when ALLOW FILTERING agrees to it and writes never do. The rules and their messages
 * are Cassandra's.
 */
final class RestrictionPlanner {

    static final String FILTERING =
            "Cannot execute this query as it might involve data filtering and thus may have unpredictable performance. "
                    + "If you want to execute this query despite the performance unpredictability, use ALLOW FILTERING";

    /** What the restrictions are for. */
    enum Use {
        SELECT,
        SELECT_FILTERING,
        WRITE
    }

    private final TableSchema table;
    private final Source source;
    private final Use use;
    private final RelationReader relations;
    private final List<Filter> filters = new ArrayList<>(0);
    private @Nullable IndexUse index;

    private RestrictionPlanner(TableSchema table, Source source, Use use, RelationReader relations) {
        this.table = table;
        this.source = source;
        this.use = use;
        this.relations = relations;
    }

    static Restrictions plan(TableSchema table, Source source, Use use, RelationReader relations) {
        return new RestrictionPlanner(table, source, use, relations).plan();
    }

    private Restrictions plan() {
        PartitionTarget target = relations.token() == null ? keys() : tokens(relations.token());
        ClusteringPlan clustering = clustering(target);
        boolean restrictsRegular = others();
        return new Restrictions(
                target,
                clustering,
                List.copyOf(filters),
                relations.tuple() != null || restricts(ColumnKind.CLUSTERING),
                restrictsRegular,
                target instanceof PartitionTarget.OfTokens ? index : null);
    }

    /** Whether an index answers the restriction, so that nothing need be agreed to. */
    private boolean isIndexed(ColumnRestriction restriction) {
        IndexUse use = IndexUse.of(table, restriction);
        if (use != null && use.isBetterThan(index)) {
            index = use;
        }
        return use != null;
    }

    private boolean restricts(ColumnKind kind) {
        return relations.columns().stream().anyMatch(r -> r.column().kind() == kind);
    }

    /** The partition key's columns, if all of them have values; otherwise everything, with what there is as filters. */
    private PartitionTarget keys() {
        List<ValueList> values = new ArrayList<>(table.partitionKey().size());
        List<String> missing = new ArrayList<>();
        ColumnRestriction restricted = null;
        for (ColumnSchema column : table.partitionKey()) {
            ColumnRestriction restriction = relations.restriction(column);
            ValueList points = null;
            if (restriction != null) {
                restricted = restriction;
                points = restriction.needsFilter() ? null : restriction.points();
                requirePointsOfKey(restriction);
            }
            if (points == null) {
                missing.add(column.name());
            } else {
                values.add(points);
            }
        }
        if (missing.isEmpty()) {
            return new PartitionTarget.OfKeys(table, values, PartitionTarget.OfTokens.ALL);
        }
        if (use == Use.WRITE) {
            throw source.invalid(0, "Some partition key parts are missing: " + String.join(", ", missing));
        }
        if (restricted != null) {
            addFilters(restricted.at(), ColumnKind.PARTITION_KEY);
        }
        return PartitionTarget.OfTokens.ALL;
    }

    private void requirePointsOfKey(ColumnRestriction restriction) {
        if (restriction.points() == null && use != Use.SELECT_FILTERING) {
            throw source.invalid(
                    restriction.at(),
                    use == Use.WRITE
                            ? "Only EQ and IN relations are supported on the partition key of a write"
                            : "Only EQ and IN relation are supported on the partition key (unless you use the token()"
                                    + " function or allow filtering)");
        }
    }

    private PartitionTarget tokens(PartitionTarget.OfTokens tokens) {
        if (use == Use.WRITE) {
            throw source.invalid(0, "The token function cannot be used in WHERE clauses of writes");
        }
        boolean alsoKeys = restricts(ColumnKind.PARTITION_KEY);
        return alsoKeys && keys() instanceof PartitionTarget.OfKeys keys
                ? new PartitionTarget.OfKeys(table, keys.columns(), tokens)
                : tokens;
    }

    private ClusteringPlan clustering(PartitionTarget target) {
        boolean scans = target instanceof PartitionTarget.OfTokens;
        List<Points> points = new ArrayList<>(2);
        ClusteringPlan.Edge lower = null;
        ClusteringPlan.Edge upper = null;
        ColumnSchema gap = null;
        ColumnSchema slice = null;
        TupleRestriction tuple = relations.tuple();
        for (int i = 0; i < table.clustering().size(); i++) {
            ColumnSchema column = table.clustering().get(i);
            ColumnRestriction restriction = relations.restriction(column);
            if (tuple != null && tuple.first().equals(column) && gap == null && slice == null) {
                requireNoneOfTuple(tuple);
                lower = tuple.lower();
                upper = tuple.upper();
                if (tuple.points() != null) {
                    points.add(tuple.points());
                } else {
                    slice = column;
                }
                i += tuple.width() - 1;
                requireFilteringOf(scans, tuple.at());
                continue;
            }
            if (restriction == null) {
                gap = gap == null ? column : gap;
                continue;
            }
            if (scans && use != Use.WRITE && isIndexed(restriction)) {
                filters.addAll(restriction.filters());
                gap = gap == null ? column : gap;
                continue;
            }
            requireFilteringOf(scans, restriction.at());
            if (gap != null || slice != null || restriction.needsFilter()) {
                filterInstead(restriction, gap, slice);
                gap = gap == null ? column : gap;
            } else if (restriction.points() != null) {
                points.add(new Points.OfColumn(restriction.points()));
            } else {
                lower = restriction.lower();
                upper = restriction.upper();
                slice = column;
            }
        }
        requireTupleUsed(tuple, gap, slice);
        return new ClusteringPlan(table, points, lower, upper);
    }

    private void requireNoneOfTuple(TupleRestriction tuple) {
        for (ColumnSchema column : tuple.columns()) {
            ColumnRestriction also = relations.restriction(column);
            if (also != null) {
                throw source.invalid(
                        also.at(),
                        "Column \"" + column.name()
                                + "\" cannot be restricted by both a tuple notation and a normal relation");
            }
        }
    }

    private void requireTupleUsed(
            @Nullable TupleRestriction tuple, @Nullable ColumnSchema gap, @Nullable ColumnSchema slice) {
        if (tuple == null || (gap == null && slice == null) || tuple.first().equals(slice)) {
            return;
        }
        int first = table.clustering().indexOf(tuple.first());
        boolean late = (gap != null && table.clustering().indexOf(gap) < first)
                || (slice != null && table.clustering().indexOf(slice) < first);
        if (late) {
            throw source.invalid(
                    tuple.at(),
                    "PRIMARY KEY column \"" + tuple.first().name()
                            + "\" cannot be restricted in a tuple, as a preceding column is not restricted by values");
        }
    }

    /** Clustering restrictions of a scan read partitions only to throw their rows away. */
    private void requireFilteringOf(boolean scans, int at) {
        if (scans && use == Use.SELECT) {
            throw source.invalid(at, FILTERING);
        }
    }

    private void filterInstead(
            ColumnRestriction restriction, @Nullable ColumnSchema gap, @Nullable ColumnSchema slice) {
        if (use != Use.SELECT_FILTERING) {
            String name = restriction.column().name();
            throw source.invalid(
                    restriction.at(),
                    gap != null
                            ? "PRIMARY KEY column \"" + name + "\" cannot be restricted as preceding column \""
                                    + gap.name() + "\" is not restricted"
                            : slice != null
                                    ? "Clustering column \"" + name + "\" cannot be restricted (preceding column \""
                                            + slice.name() + "\" is restricted by a non-EQ relation)"
                                    : FILTERING);
        }
        filters.addAll(restriction.filters());
    }

    /** Static and regular columns: only tested. */
    private boolean others() {
        boolean regular = false;
        for (ColumnRestriction restriction : relations.columns()) {
            ColumnSchema column = restriction.column();
            if (column.kind().isKey()) {
                continue;
            }
            if (use == Use.WRITE) {
                throw source.invalid(
                        restriction.at(), "Non PRIMARY KEY columns found in where clause: " + column.name());
            }
            requireFilterable(restriction);
            regular |= column.kind() == ColumnKind.REGULAR;
            filters.addAll(restriction.filters());
        }
        return regular;
    }

    private void requireFilterable(ColumnRestriction restriction) {
        ColumnSchema column = restriction.column();
        if (column.type().isMultiCell() && (restriction.points() != null || restriction.hasSlice())) {
            String operator = restriction.points() == null
                    ? "slice"
                    : restriction.points().isSingle() ? Operator.EQ.symbol() : Operator.IN.symbol();
            throw source.invalid(
                    restriction.at(),
                    "Collection column '" + column.name() + "' (" + column.type() + ") cannot be restricted by a '"
                            + operator + "' relation");
        }
        boolean indexed = isIndexed(restriction);
        if (use == Use.SELECT && !indexed) {
            throw source.invalid(restriction.at(), FILTERING);
        }
    }

    private void addFilters(int at, ColumnKind kind) {
        if (use == Use.SELECT) {
            throw source.invalid(at, FILTERING);
        }
        for (ColumnRestriction restriction : relations.columns()) {
            if (restriction.column().kind() == kind) {
                filters.addAll(restriction.filters());
            }
        }
    }
}
