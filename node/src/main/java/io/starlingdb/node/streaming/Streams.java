package io.starlingdb.node.streaming;

import io.starlingdb.gossip.Membership;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.kernel.SavedState;
import io.starlingdb.kernel.Scheduler;
import io.starlingdb.kernel.TimeSource;
import io.starlingdb.node.record.RecordAgreement;
import io.starlingdb.node.replica.Replica;
import io.starlingdb.node.storage.Shards;
import io.starlingdb.wire.Messenger;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * What moving ranges stands on.
 *
 * @param self this node
 * @param messenger talks to the other nodes
 * @param membership who is alive, and what they state
 * @param record who owns what
 * @param replica this node's own
 * @param shards its storage
 * @param time for pauses and progress
 * @param loop the node's loop
 * @param hasHandedOn whether this node leaves, and keeps nothing for others any more
 * @param saved where progress is kept
 * @param blocking runs what may block, in order, off the loop
 * @param bytesPerSecond how fast one node fetches at most; higher ends sooner and leaves less of disk and network to clients
 * @param rules what the guarantees rest on
 */
public record Streams(
        NodeId self,
        Messenger messenger,
        Membership membership,
        RecordAgreement record,
        Replica replica,
        Shards shards,
        TimeSource time,
        Scheduler loop,
        BooleanSupplier hasHandedOn,
        SavedState saved,
        Executor blocking,
        long bytesPerSecond,
        StreamRules rules) {
    long pauseNanos(long bytes) {
        return TimeUnit.SECONDS.toNanos(1) / 1_000 * bytes * 1_000 / bytesPerSecond;
    }
}
