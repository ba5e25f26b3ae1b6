package io.starlingdb.node.cql.plan;

import io.starlingdb.node.cql.value.Term;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A planned BATCH.
 *
 * @param timestamp the timestamp of all statements; null if each has its own
 */
public record BatchPlan(List<WritePlan> writes, @Nullable Term timestamp) implements Plan {}
