package io.starlingdb.node.record;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.Endpoint;
import io.starlingdb.node.ring.ClusterRecord;
import java.util.List;
import java.util.Map;

/** What a founding is refused with. */
final class FoundingRefusals {
    private FoundingRefusals() {}

    static StarlingException exists(Endpoint node, ClusterRecord record) {
        return new StarlingException(
                ErrorCode.CONFLICT,
                node + " belongs to the cluster '" + record.name() + "' (" + record.clusterId() + ") already");
    }

    static StarlingException overtaken(ClusterRecord record) {
        return new StarlingException(
                ErrorCode.CONFLICT,
                "Another init was first: it founded the cluster '" + record.name() + "' (" + record.clusterId()
                        + ") of " + record.members().size() + " nodes");
    }

    /** Time is over; {@code open}: whether the founding may still succeed, by another's attempt. */
    static StarlingException late(boolean open, List<Endpoint> silent, int required) {
        int alive = required - silent.size();
        String who = silent.isEmpty() ? "" : "; did not agree: " + silent;
        return open
                ? new StarlingException(
                        ErrorCode.TIMEOUT,
                        "The cluster may be founded yet: every founder must agree" + who
                                + ". Run init again when all answer",
                        Map.of("required", required, "received", alive))
                : new StarlingException(
                        ErrorCode.UNAVAILABLE,
                        "The cluster is not founded: every founder must agree" + who,
                        Map.of("required", required, "alive", alive));
    }
}
