package io.starlingdb.node.replica;

import io.starlingdb.kernel.HybridClock;
import io.starlingdb.kernel.Scheduler;
import io.starlingdb.kernel.TimeSource;
import io.starlingdb.node.record.RecordAgreement;
import io.starlingdb.node.storage.Shards;

/**
 * What a replica stands on.
 *
 * @param shards its storage
 * @param clock issues the stamps of its dots
 * @param time for deadlines and expiry
 * @param loop the node's loop
 * @param record who the members are, and the schema
 * @param listener hears what happens here
 * @param limits of one read's reply
 */
public record ReplicaFoundation(
        Shards shards,
        HybridClock clock,
        TimeSource time,
        Scheduler loop,
        RecordAgreement record,
        ReplicaListener listener,
        ReadLimits limits) {}
