package io.starlingdb.node.handoff;

import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.data.RowDelta;
import io.starlingdb.node.replica.DoneHandler;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One write to be kept for one target.
 *
 * @param rows what it did, an entry each
 * @param stamp its dot's
 * @param counts who waits until it is as durable as a write; null if nobody does
 */
record HintIntake(
        NodeId target,
        List<RowDelta> rows,
        long stamp,
        @Nullable DoneHandler<Boolean> counts) {
    long bytes() {
        long bytes = 0;
        for (RowDelta row : rows) {
            bytes += row.key().bytes().length + row.row().weightBytes();
        }
        return bytes;
    }
}
