package io.starlingdb.node.coordinator;

import io.starlingdb.node.version.CausalContext;

/**
 * A write that enough replicas have acknowledged.
 *
 * @param context what the writer has now seen of the row: the context it gave and the write itself. Of a mutation that touches
 *     several rows it is the context of all of them joined.
 */
public record WriteResult(CausalContext context) {}
