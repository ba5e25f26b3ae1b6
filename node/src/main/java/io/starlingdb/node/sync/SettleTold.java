package io.starlingdb.node.sync;

import io.starlingdb.kernel.NodeId;
import io.starlingdb.wire.Message;
import java.util.List;

/**
 * Where an owner of a scope stands.
 *
 * @param standing whether it can be counted on
 * @param version changes whenever an exchange brings it something from a closed time
 * @param fence what exchanges push to it must name this
 * @param closed up to which stamp it refuses what does not come by exchanges, in µs
 * @param settled up to which stamp it takes the scope for settled, in µs
 * @param inStep the last complete exchanges that it began
 */
record SettleTold(Standing standing, long version, long fence, long closed, long settled, List<InStep> inStep)
        implements Message {
    /** Whether an owner can be counted on; the codes are the wire's. */
    enum Standing {
        /** It has all that it ever had. */
        GOOD(0),
        /** Something is being joined, or it waits for something. */
        BUSY(1),
        /** It may hold what others have purged. */
        DOUBTFUL(2),
        /** It knows another epoch, or is no owner. */
        OTHER_EPOCH(3),
        /** Where it stands is not what it was. */
        CHANGED(4),
        /** It does not hold yet what is settled: it is new, or its disk was emptied. */
        INCOMPLETE(5);

        private final int code;

        Standing(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }

        static Standing ofCode(int code) {
            for (Standing standing : values()) {
                if (standing.code == code) {
                    return standing;
                }
            }
            throw new IllegalArgumentException("no standing has the code " + code);
        }
    }

    /**
     * A complete exchange.
     *
     * @param with the other
     * @param mine its own version when it began
     * @param theirs the other's version when it began
     * @param closed what both refused when it began, in µs
     */
    record InStep(NodeId with, long mine, long theirs, long closed) {}

    static SettleTold not(Standing why) {
        return new SettleTold(why, 0, 0, 0, 0, List.of());
    }
}
