package io.starlingdb.node.cql.plan;

import io.starlingdb.client.StarlingException;
import io.starlingdb.node.cql.value.Evaluation;
import io.starlingdb.node.data.Slice;
import io.starlingdb.node.schema.ClusteringBound;
import io.starlingdb.node.schema.ColumnSchema;
import io.starlingdb.node.schema.Keys;
import io.starlingdb.node.schema.TableSchema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of a partition: first columns restricted to values, then perhaps one slice of the columns after them.
 *
 * <p>The answer is a list of slices over encoded clustering keys, whose byte order is the rows' order. A slice of several
 * columns, {@code (a, b) > (x, y)}, is {@code a > x} or {@code a = x and b > y}: each such piece is one slice whatever the
 * columns' directions, so the general case is to cut the lower bound's pieces with the upper bound's. Where all columns
 * have one direction the pieces touch and merge into a single one.
 *
 * @param points the restricted columns, from the first one on without a gap
 * @param lower the slice's lower bound, of the columns right after the points
 * @param upper the slice's upper bound
 */
public record ClusteringPlan(
        TableSchema table,
        List<Points> points,
        @Nullable Edge lower,
        @Nullable Edge upper) {

    /** How many combinations of IN values one statement may ask for. */
    static final int COMBINATIONS_MAX = 10_000;

    /** A bound of a slice, over one column or several. */
    public record Edge(List<KeyTerm> terms, boolean inclusive) {}

    public static ClusteringPlan everything(TableSchema table) {
        return new ClusteringPlan(table, List.of(), null, null);
    }

    public boolean isEverything() {
        return points.isEmpty() && !hasSlice();
    }

    public boolean hasSlice() {
        return lower != null || upper != null;
    }

    /** Whether every clustering column has values, so that only single rows are named. */
    public boolean namesRows() {
        return !hasSlice()
                && points.stream().mapToInt(Points::width).sum()
                        == table.clustering().size();
    }

    /** Whether at most one row is named. */
    public boolean namesOneRow() {
        return namesRows() && points.stream().allMatch(Points::isSingle);
    }

    /** The encoded clustering keys, or prefixes of them, of all combinations of the points' values. */
    public List<byte[]> prefixes(Evaluation evaluation) {
        List<byte[]> prefixes = new ArrayList<>();
        for (List<byte[]> values : combinations(evaluation)) {
            prefixes.add(Keys.clustering(table, values));
        }
        return prefixes;
    }

    /** The slices in the rows' order, none touching another. */
    public List<Slice> slices(Evaluation evaluation) {
        if (isEverything()) {
            return List.of(Slice.ALL);
        }
        List<Slice> slices = new ArrayList<>();
        for (List<byte[]> values : combinations(evaluation)) {
            if (hasSlice()) {
                intersect(pieces(values, lower, true, evaluation), pieces(values, upper, false, evaluation), slices);
            } else {
                slices.add(Slice.of(Keys.clustering(table, values)));
            }
        }
        return merged(slices);
    }

    private List<List<byte[]>> combinations(Evaluation evaluation) {
        List<List<byte[]>> prefixes = List.of(List.of());
        for (Points step : points) {
            List<List<byte[]>> tuples = step.tuples(evaluation);
            if ((long) prefixes.size() * tuples.size() > COMBINATIONS_MAX) {
                throw StarlingException.invalid("The IN restrictions name more than " + COMBINATIONS_MAX
                        + " combinations of clustering values");
            }
            List<List<byte[]>> longer = new ArrayList<>(prefixes.size() * tuples.size());
            for (List<byte[]> prefix : prefixes) {
                for (List<byte[]> tuple : tuples) {
                    List<byte[]> values = new ArrayList<>(prefix);
                    values.addAll(tuple);
                    longer.add(values);
                }
            }
            prefixes = longer;
        }
        return prefixes;
    }

    /** The rows on the right side of a bound, among those that begin with {@code prefix}; all of these without one. */
    private List<Slice> pieces(List<byte[]> prefix, @Nullable Edge edge, boolean greater, Evaluation evaluation) {
        byte[] base = Keys.clustering(table, prefix);
        if (edge == null) {
            return List.of(Slice.of(base));
        }
        List<Slice> pieces = new ArrayList<>();
        List<byte[]> values = new ArrayList<>(prefix);
        for (int i = 0; i < edge.terms().size(); i++) {
            ColumnSchema column = table.clustering().get(prefix.size() + i);
            values.add(edge.terms().get(i).value(evaluation));
            byte[] next = Keys.clustering(table, values);
            boolean inclusive = edge.inclusive() && i == edge.terms().size() - 1;
            boolean behind = greater != column.descending();
            ClusteringBound cut = behind == inclusive ? ClusteringBound.before(next) : ClusteringBound.after(next);
            pieces.add(
                    behind
                            ? new Slice(cut, ClusteringBound.after(base))
                            : new Slice(ClusteringBound.before(base), cut));
            base = next;
        }
        return pieces;
    }

    private static void intersect(List<Slice> left, List<Slice> right, List<Slice> into) {
        for (Slice a : left) {
            for (Slice b : right) {
                Slice both = new Slice(max(a.start(), b.start()), min(a.end(), b.end()));
                if (!both.isEmpty()) {
                    into.add(both);
                }
            }
        }
    }

    /** In order, with those that touch or overlap made one. */
    private static List<Slice> merged(List<Slice> slices) {
        if (slices.size() < 2) {
            return slices;
        }
        slices.sort(Comparator.comparing(Slice::start));
        List<Slice> merged = new ArrayList<>();
        Slice current = slices.get(0);
        for (Slice next : slices.subList(1, slices.size())) {
            if (next.start().compareTo(current.end()) <= 0) {
                current = new Slice(current.start(), max(current.end(), next.end()));
            } else {
                merged.add(current);
                current = next;
            }
        }
        merged.add(current);
        return merged;
    }

    private static ClusteringBound max(ClusteringBound a, ClusteringBound b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static ClusteringBound min(ClusteringBound a, ClusteringBound b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
