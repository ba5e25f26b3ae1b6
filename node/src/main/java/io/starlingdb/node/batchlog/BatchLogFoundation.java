package io.starlingdb.node.batchlog;

import io.starlingdb.gossip.Membership;
import io.starlingdb.kernel.HybridClock;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.kernel.Scheduler;
import io.starlingdb.kernel.TimeSource;
import io.starlingdb.node.record.RecordAgreement;
import io.starlingdb.node.storage.Shards;
import io.starlingdb.wire.Messenger;
import java.util.function.LongSupplier;

/**
 * What the batch log stands on.
 *
 * @param self this node
 * @param messenger talks to the other nodes
 * @param membership who is there
 * @param record who the members are
 * @param shards the node's storage
 * @param clock of its stamps
 * @param promised the low-water mark that this node has promised, in µs: it takes no batch over at or below it
 * @param time clocks
 * @param loop the node's loop
 */
public record BatchLogFoundation(
        NodeId self,
        Messenger messenger,
        Membership membership,
        RecordAgreement record,
        Shards shards,
        HybridClock clock,
        LongSupplier promised,
        TimeSource time,
        Scheduler loop) {}
