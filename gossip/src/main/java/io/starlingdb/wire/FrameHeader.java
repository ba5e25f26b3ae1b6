package io.starlingdb.wire;

import io.starlingdb.kernel.Lane;

/**
 * What stands in front of a frame's body.
 *
 * @param version the wire version of the body
 * @param spoken the versions that the sender speaks
 * @param reply whether the body answers a request
 * @param lane the lane that the sender chose; a reply takes the same
 * @param type the message id, {@link Frames#NO_MESSAGE} for a frame that only says which versions are spoken
 * @param clusterTag hash of the sender's cluster id, 0 before founding
 * @param requestId names the request to its sender, 0 if no reply is expected
 * @param remainingMicros what was left of the deadline when the frame was written, 0 for none
 */
record FrameHeader(
        int version,
        WireVersions spoken,
        boolean reply,
        Lane lane,
        int type,
        long clusterTag,
        long requestId,
        long remainingMicros) {}
