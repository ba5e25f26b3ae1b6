package io.starlingdb.node.ring;

import io.starlingdb.kernel.TokenRange;

/**
 * One range of a ring.
 *
 * @param range {@code (start, end]}
 * @param owner the member whose token ends it
 * @param replicas who holds it
 */
public record OwnedRange(TokenRange range, RecordMember owner, ReplicaSet replicas) {}
