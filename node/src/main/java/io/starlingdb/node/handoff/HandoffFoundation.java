package io.starlingdb.node.handoff;

import io.starlingdb.gossip.Membership;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.kernel.Scheduler;
import io.starlingdb.kernel.TimeSource;
import io.starlingdb.node.record.RecordAgreement;
import io.starlingdb.node.replica.MissedRanges;
import io.starlingdb.node.replica.Replica;
import io.starlingdb.wire.Messenger;
import java.util.function.LongSupplier;

/**
 * What hinted handoff stands on.
 *
 * @param self this node
 * @param messenger talks to the other nodes
 * @param membership who is there
 * @param record who owns what
 * @param replica this node's own
 * @param missed hears what is not kept
 * @param promised the low-water mark that this node has promised, in µs: it takes nothing over from others at or below it
 * @param time clocks
 * @param loop the node's loop
 */
public record HandoffFoundation(
        NodeId self,
        Messenger messenger,
        Membership membership,
        RecordAgreement record,
        Replica replica,
        MissedRanges missed,
        LongSupplier promised,
        TimeSource time,
        Scheduler loop) {}
