package io.starlingdb.node.cql.plan;

import io.starlingdb.node.cql.ast.Batch;
import io.starlingdb.node.cql.ast.Modification;
import io.starlingdb.node.cql.ast.Source;
import io.starlingdb.node.cql.value.BindVariables;
import io.starlingdb.node.cql.value.Term;
import io.starlingdb.node.cql.value.TermCompiler;
import io.starlingdb.node.schema.ScalarType;
import io.starlingdb.node.schema.TypeScope;
import java.util.ArrayList;
import java.util.List;

/** Plans BATCH. */
final class BatchPlanner {

    private BatchPlanner() {}

    static BatchPlan plan(Batch batch, Catalog catalog, BindVariables variables) {
        Source source = catalog.source();
        if (batch.using().ttl() != null) {
            throw source.invalid(batch.using().ttl().at(), "Global TTL on the BATCH statement is not supported.");
        }
        if (batch.using().context() != null) {
            throw source.invalid(batch.using().context().at(), "A batch has no context of its own");
        }
        Term timestamp = null;
        if (batch.using().timestamp() != null) {
            timestamp = new TermCompiler(source, TypeScope.NONE, variables, null)
                    .compile(batch.using().timestamp(), ScalarType.BIGINT, "[timestamp]");
        }
        List<WritePlan> writes = new ArrayList<>(batch.statements().size());
        for (Modification statement : batch.statements()) {
            if (timestamp != null && statement.using().timestamp() != null) {
                throw source.invalid(
                        statement.using().timestamp().at(),
                        "Timestamp must be set either on BATCH or individual statements");
            }
            writes.add(new WritePlanner(statement, catalog, variables).plan());
        }
        BatchPlan.checkCounters(batch.kind(), writes);
        if (timestamp != null && batch.kind() == Batch.Kind.COUNTER) {
            throw source.invalid(batch.at(), "Cannot provide custom timestamp for counter BATCH");
        }
        return new BatchPlan(batch.kind(), List.copyOf(writes), timestamp);
    }
}
