package io.starlingdb.node.coordinator;

import io.starlingdb.node.ring.RecordMember;

/**
 * A fallback that keeps a write for a replica.
 *
 * @param holder who keeps the hint
 * @param absent the replica that does not answer, or may not
 */
record StandIn(RecordMember holder, RecordMember absent) {}
