package io.starlingdb.node.cql.plan;

import io.starlingdb.node.cql.value.Evaluation;
import io.starlingdb.node.data.ValueRange;
import io.starlingdb.node.schema.CollectionType;
import io.starlingdb.node.schema.ColumnSchema;
import io.starlingdb.node.schema.CqlType;
import io.starlingdb.node.schema.IndexSchema;
import io.starlingdb.node.schema.IndexSchema.Target;
import io.starlingdb.node.schema.ListType;
import io.starlingdb.node.schema.MapType;
import io.starlingdb.node.schema.OrderedBytes;
import io.starlingdb.node.schema.SetType;
import io.starlingdb.node.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An index that answers a restriction, and which of its values are asked for.
 *
 * @param index the index
 * @param restriction what it answers; it remains a filter, because an index may find too much
 */
record IndexUse(IndexSchema index, ColumnRestriction restriction) {

    /** How good an index is for a restriction: the lowest is taken. */
    private enum Rank {
        POINT,
        PART,
        RANGE
    }

    /** The index of the table that answers this restriction; null if none does. */
    static @Nullable IndexUse of(TableSchema table, ColumnRestriction restriction) {
        for (IndexSchema index : table.indexes()) {
            if (index.columnId() == restriction.column().id() && answers(index, restriction)) {
                return new IndexUse(index, restriction);
            }
        }
        return null;
    }

    private static boolean answers(IndexSchema index, ColumnRestriction restriction) {
        boolean whole = index.target() == Target.FULL
                || (index.target() == Target.VALUES && !(restriction.column().type() instanceof CollectionType));
        if (restriction.points() != null || restriction.hasSlice()) {
            return whole;
        }
        return restriction.parts().stream().anyMatch(filter -> target(filter) == index.target());
    }

    private static @Nullable Target target(Filter filter) {
        if (filter instanceof Filter.Contains contains) {
            return contains.key() ? Target.KEYS : Target.VALUES;
        }
        return filter instanceof Filter.Entry ? Target.ENTRIES : null;
    }

    /** Whether this one is the better of the two to begin with. */
    boolean isBetterThan(@Nullable IndexUse other) {
        return other == null || rank().compareTo(other.rank()) < 0;
    }

    private Rank rank() {
        return restriction.points() != null ? Rank.POINT : restriction.hasSlice() ? Rank.RANGE : Rank.PART;
    }

    /** The values of one execution, in the index's form. */
    List<ValueRange> values(Evaluation evaluation) {
        ColumnSchema column = restriction.column();
        List<ValueRange> values = new ArrayList<>();
        ValueList points = restriction.points();
        if (points != null) {
            for (byte[] value : points.values(evaluation)) {
                values.add(ValueRange.of(OrderedBytes.encode(column.type(), value, false)));
            }
            return values;
        }
        if (restriction.hasSlice()) {
            byte[] from = bound(restriction.lower(), column, evaluation);
            values.add(
                    new ValueRange(from == null ? new byte[0] : from, bound(restriction.upper(), column, evaluation)));
            return values;
        }
        for (Filter filter : restriction.parts()) {
            if (target(filter) == index.target()) {
                values.add(ValueRange.of(part(filter, column.type(), evaluation)));
                return values; // the others are tested
            }
        }
        throw new IllegalStateException("index " + index.name() + " does not answer the restriction");
    }

    private static byte @Nullable [] bound(
            ClusteringPlan.@Nullable Edge edge, ColumnSchema column, Evaluation evaluation) {
        return edge == null
                ? null
                : OrderedBytes.encode(column.type(), edge.terms().get(0).value(evaluation), false);
    }

    private static byte[] part(Filter filter, CqlType type, Evaluation evaluation) {
        if (filter instanceof Filter.Entry entry) {
            byte[] key = OrderedBytes.encode(entry.type().key(), entry.key().value(evaluation), false);
            byte[] value =
                    OrderedBytes.encode(entry.type().value(), entry.value().value(evaluation), false);
            byte[] both = java.util.Arrays.copyOf(key, key.length + value.length);
            System.arraycopy(value, 0, both, key.length, value.length);
            return both;
        }
        Filter.Contains contains = (Filter.Contains) filter;
        CqlType part = type instanceof SetType set
                ? set.element()
                : type instanceof ListType list
                        ? list.element()
                        : contains.key() ? ((MapType) type).key() : ((MapType) type).value();
        return OrderedBytes.encode(part, contains.term().value(evaluation), false);
    }
}
