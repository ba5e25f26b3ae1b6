package io.starlingdb.node.coordinator;

import io.starlingdb.node.ring.ReplicaSet;

/**
 * Who holds a token, by the record of one epoch. Every request that asks these replicas carries the epoch: one that knows of a newer
 * placement says so, and the request is placed again.
 */
record Placement(long epoch, ReplicaSet replicas) {}
