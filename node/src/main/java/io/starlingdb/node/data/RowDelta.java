package io.starlingdb.node.data;

import io.starlingdb.node.version.Dot;

/**
 * What one write does to one entry, in the form that is sent to replicas: the entry as a replica would hold it that has joined
 * nothing but this write. So a delta is joined as any row is.
 *
 * @param key the entry
 * @param dot the write
 * @param row its cells; its vector is the interval that the write extends; what its writer had seen of the columns concerned
 *     is pending
 */
public record RowDelta(RowKey key, Dot dot, Row row) {}
