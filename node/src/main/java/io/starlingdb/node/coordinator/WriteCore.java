package io.starlingdb.node.coordinator;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import java.util.Map;

/**
 * Decides one write whose dot is issued: pure. Replicas are numbered as the plan orders them. It is done when enough have acknowledged the
 * delta, and failed when too many have refused or will not answer. Then its outcome is unknown, as some replica may hold it.
 */
final class WriteCore {
    private final QuorumTracker tracker;
    private int refused;

    WriteCore(QuorumTracker tracker) {
        this.tracker = tracker;
    }

    /** The replica has committed the write. */
    void acknowledged(int replica) {
        tracker.answered(replica);
    }

    /** The replica says that it has not joined the write, and will not. */
    void refused(int replica) {
        if (tracker.failed(replica)) {
            refused++;
        }
    }

    /** The replica will not be asked again, and it is not known whether it has joined the write. */
    void unanswered(int replica) {
        tracker.failed(replica);
    }

    boolean isDone() {
        return tracker.isReached();
    }

    /** Whether it can no longer be done. */
    boolean isFailed() {
        return !tracker.isReached() && tracker.isImpossible();
    }

    /** What the client is told when it failed, or when its time is over. */
    StarlingException failure() {
        if (refused > 0 && isFailed()) {
            return new StarlingException(
                    ErrorCode.REPLICA_FAILURE,
                    refused + " replicas refused the write; " + tracker.received() + " of " + tracker.required()
                            + " required ones acknowledged it",
                    Map.of("required", tracker.required(), "received", tracker.received(), "failures", refused));
        }
        return StarlingException.timeout(tracker.required(), tracker.received());
    }
}
