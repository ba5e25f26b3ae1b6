package io.starlingdb.node.cql.run;

import io.starlingdb.node.cql.plan.SelectPlan;
import io.starlingdb.node.cql.value.AggregateFunction;
import io.starlingdb.node.cql.value.AggregateFunction.Accumulator;
import io.starlingdb.node.cql.value.Term;
import io.starlingdb.node.data.PartitionRows;
import io.starlingdb.node.data.VisibleRow;
import io.starlingdb.node.schema.Keys;
import io.starlingdb.node.schema.TableSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes rows together, into one or into one for each group. Groups are runs of rows, because they are of the primary key's first
 * columns and rows come in its order; so only the current group's accumulators are held. What is selected beside aggregates
 * is the group's first row's.
 */
final class GroupCollector implements RowCollector {

    private final TableSchema table;
    private final List<@Nullable AggregateFunction> aggregates = new ArrayList<>();
    private final int clusteringColumns;
    private final boolean grouped;
    private final @Nullable Term function;
    private final Projection projection;
    private final int max;
    private final List<byte[] @Nullable []> rows = new ArrayList<>();
    private @Nullable Group current;

    GroupCollector(SelectPlan plan, Projection projection, int max) {
        this.table = plan.table();
        this.projection = projection;
        this.max = max;
        this.grouped = !plan.groupedBy().isEmpty();
        this.function = plan.groupedByFunction();
        this.clusteringColumns =
                Math.max(0, plan.groupedBy().size() - table.partitionKey().size());
        plan.selected().forEach(term -> aggregates.add(term.aggregate()));
    }

    @Override
    public int wanted() {
        return rows.size() < max ? RowFeed.PAGE_ROWS_MAX : 0;
    }

    @Override
    public boolean take(PartitionRows partition, @Nullable VisibleRow row) {
        byte[] @Nullable [] values = projection.values(partition, row);
        byte[] prefix = grouped ? prefix(partition, row) : null;
        Group group = current;
        if (group == null || (grouped && !group.holds(partition, prefix))) {
            if (group != null) {
                rows.add(projection.answer(group.result()));
                current = null;
            }
            if (rows.size() == max) {
                return false;
            }
            group = new Group(partition.key(), prefix, values);
            current = group;
        }
        group.add(values);
        return true;
    }

    @Override
    public List<byte[] @Nullable []> finish(boolean atEnd) {
        Group last = current;
        if (last == null && !grouped) {
            // No row at all is a group too where nothing is grouped by: its count is zero.
            last = new Group(new byte[0], null, new byte[aggregates.size()][]);
        }
        if (last != null && atEnd && rows.size() < max) {
            rows.add(projection.answer(last.result()));
        }
        return rows;
    }

    /** The grouped clustering columns' values, of the last one perhaps what the function makes of it. */
    private byte @Nullable [] prefix(PartitionRows partition, @Nullable VisibleRow row) {
        if (row == null || clusteringColumns == 0) {
            return null;
        }
        List<byte[]> components = Keys.clusteringComponents(table, row.clustering());
        if (function == null) {
            return Keys.clustering(table, components.subList(0, clusteringColumns));
        }
        byte[] before = Keys.clustering(table, components.subList(0, clusteringColumns - 1));
        byte[] value = projection.value(function, partition, row);
        byte[] last = value == null ? new byte[0] : value;
        byte[] prefix = Arrays.copyOf(before, before.length + last.length);
        System.arraycopy(last, 0, prefix, before.length, last.length);
        return prefix;
    }

    private final class Group {
        private final byte[] key;
        private final byte @Nullable [] prefix;
        private final byte[] @Nullable [] first;
        private final List<@Nullable Accumulator> accumulators = new ArrayList<>(aggregates.size());

        Group(byte[] key, byte @Nullable [] prefix, byte[] @Nullable [] first) {
            this.key = key;
            this.prefix = prefix;
            this.first = first;
            for (AggregateFunction aggregate : aggregates) {
                accumulators.add(aggregate == null ? null : aggregate.start().get());
            }
        }

        boolean holds(PartitionRows partition, byte @Nullable [] otherPrefix) {
            return Arrays.equals(key, partition.key()) && Arrays.equals(prefix, otherPrefix);
        }

        void add(byte[] @Nullable [] values) {
            for (int i = 0; i < values.length; i++) {
                Accumulator accumulator = accumulators.get(i);
                if (accumulator != null) {
                    accumulator.add(values[i]);
                }
            }
        }

        byte[] @Nullable [] result() {
            byte[][] result = new byte[accumulators.size()][];
            for (int i = 0; i < result.length; i++) {
                Accumulator accumulator = accumulators.get(i);
                result[i] = accumulator == null ? first[i] : accumulator.result();
            }
            return result;
        }
    }
}
