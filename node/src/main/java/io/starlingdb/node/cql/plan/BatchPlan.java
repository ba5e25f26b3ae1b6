package io.starlingdb.node.cql.plan;

import io.starlingdb.client.StarlingException;
import io.starlingdb.node.cql.ast.Batch;
import io.starlingdb.node.cql.value.Term;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A planned BATCH.
 *
 * @param timestamp the timestamp of all statements; null if each has its own
 */
public record BatchPlan(
        Batch.Kind kind, List<WritePlan> writes, @Nullable Term timestamp) implements Plan {

    /** Fails with INVALID unless these writes may stand together in such a batch. */
    public static void checkCounters(Batch.Kind kind, List<WritePlan> writes) {
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
