package io.starlingdb.node.cql.plan;

import io.starlingdb.client.StarlingException;
import io.starlingdb.node.cql.ast.Batch;
import io.starlingdb.node.cql.ast.Modification;
import io.starlingdb.node.cql.ast.Source;
import io.starlingdb.node.cql.value.BindVariables;
import io.starlingdb.node.cql.value.Term;
import io.starlingdb.node.cql.value.TermCompiler;
import io.starlingdb.node.schema.ScalarType;
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
            timestamp = new TermCompiler(source, variables, null)
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
        checkCounters(batch.kind(), writes);
        if (timestamp != null && batch.kind() == Batch.Kind.COUNTER) {
            throw source.invalid(batch.at(), "Cannot provide custom timestamp for counter BATCH");
        }
        return new BatchPlan(List.copyOf(writes), timestamp);
    }

    /** What may stand together in a batch, wherever its statements come from. */
    static void checkCounters(Batch.Kind kind, List<WritePlan> writes) {
        long counters =
                writes.stream().filter(write -> write.table().isCounter()).count();
        if (kind == Batch.Kind.COUNTER && counters < writes.size()) {
            throw StarlingException.invalid("Cannot include non-counter statement in a counter batch");
        }
        if (kind == Batch.Kind.LOGGED && counters > 0) {
            throw StarlingException.invalid("Cannot include a counter statement in a logged batch");
        }
        if (counters > 0 && counters < writes.size()) {
            throw StarlingException.invalid("Counter and non-counter mutations cannot exist in the same batch");
        }
    }
}
