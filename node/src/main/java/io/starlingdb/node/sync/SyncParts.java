package io.starlingdb.node.sync;

import io.starlingdb.gossip.Membership;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.kernel.Scheduler;
import io.starlingdb.kernel.TimeSource;
import io.starlingdb.node.record.RecordAgreement;
import io.starlingdb.node.replica.Replica;
import io.starlingdb.node.storage.Shards;
import io.starlingdb.wire.Messenger;
import java.util.function.BooleanSupplier;

/**
 * What anti-entropy stands on.
 *
 * @param self this node
 * @param replica joins what exchanges bring
 * @param shards whose rows are summed up
 * @param messenger to the co-replicas
 * @param membership who of them lives
 * @param record who owns what
 * @param time for the schedule
 * @param loop the node's loop
 * @param isProven whether it is certain that this node's directory is not an older copy, which may hold what others have purged
 */
public record SyncParts(
        NodeId self,
        Replica replica,
        Shards shards,
        Messenger messenger,
        Membership membership,
        RecordAgreement record,
        TimeSource time,
        Scheduler loop,
        BooleanSupplier isProven) {}
