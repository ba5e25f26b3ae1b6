package io.starlingdb.node.cql.run;

import io.starlingdb.node.cql.plan.ResultColumn;
import io.starlingdb.node.cql.plan.SelectPlan;
import io.starlingdb.node.cql.value.Evaluation;
import io.starlingdb.node.cql.value.SelectedTerm;
import io.starlingdb.node.cql.value.Term;
import io.starlingdb.node.data.PartitionRows;
import io.starlingdb.node.data.VisibleRow;
import io.starlingdb.node.schema.ColumnSchema;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes a row of the result from a row of the table. */
final class Projection {

    private final List<SelectedTerm> selected;
    private final List<ResultColumn> json;
    private final Evaluation evaluation;
    private final ResultRow row;

    Projection(SelectPlan plan, Evaluation evaluation, Supplier<byte[]> contextSecret) {
        this.selected = plan.selected();
        this.json = plan.jsonColumns();
        this.evaluation = evaluation;
        this.row = new ResultRow(plan.table(), contextSecret);
    }

    /** The values of what is selected; of aggregates, those of their arguments. */
    byte[] @Nullable [] values(PartitionRows partition, @Nullable VisibleRow visible) {
        row.moveTo(partition, visible);
        byte[][] values = new byte[selected.size()][];
        for (int i = 0; i < values.length; i++) {
            SelectedTerm term = selected.get(i);
            ColumnSchema column = term.column();
            values[i] = column == null ? term.term().value(evaluation, row) : row.value(column);
        }
        return values;
    }

    /** One more value of a row, which is not part of the answer. */
    byte @Nullable [] value(Term term, PartitionRows partition, @Nullable VisibleRow visible) {
        row.moveTo(partition, visible);
        return term.value(evaluation, row);
    }

    /** The row as it is answered: the values themselves, or one JSON text of them. */
    byte[] @Nullable [] answer(byte[] @Nullable [] values) {
        return json.isEmpty() ? values : new byte[][] {JsonRows.encode(json, values)};
    }
}
