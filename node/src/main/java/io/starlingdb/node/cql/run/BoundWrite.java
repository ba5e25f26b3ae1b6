package io.starlingdb.node.cql.run;

import io.starlingdb.node.cql.plan.WritePlan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A write with its own values, as part of a batch. */
public record BoundWrite(WritePlan plan, List<byte @Nullable []> values) {}
