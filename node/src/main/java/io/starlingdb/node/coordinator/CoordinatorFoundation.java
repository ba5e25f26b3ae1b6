package io.starlingdb.node.coordinator;

import io.starlingdb.kernel.HybridClock;
import io.starlingdb.kernel.Scheduler;
import io.starlingdb.kernel.TimeSource;
import io.starlingdb.node.record.RecordAgreement;
import io.starlingdb.node.replica.Replica;
import io.starlingdb.wire.Messenger;
import java.util.function.LongSupplier;

/**
 * What a coordinator stands on.
 *
 * @param messenger talks to the other nodes
 * @param replica this node's own
 * @param record who the members are, and the schema
 * @param clock fixes the time of writes that are forwarded
 * @param time for deadlines and latencies
 * @param loop the node's loop
 * @param listener hears how requests end
 * @param keepers who keeps writes that cannot be finished at once
 * @param requestsMax how many client requests may be under way; beyond it they are refused at once
 */
public record CoordinatorFoundation(
        Messenger messenger,
        Replica replica,
        RecordAgreement record,
        HybridClock clock,
        TimeSource time,
        Scheduler loop,
        RequestListener listener,
        Keepers keepers,
        int requestsMax) {

    HintKeeper hints() {
        return keepers.hints();
    }

    LongSupplier promised() {
        return keepers.promised();
    }
}
