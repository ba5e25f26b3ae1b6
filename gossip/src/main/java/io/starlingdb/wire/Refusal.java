package io.starlingdb.wire;

/** Why a frame that came in was dropped. */
public enum Refusal {
    /** Cut short, larger than the limit, a wrong checksum, or a header that makes no sense. */
    BROKEN_FRAME,
    /** Of another founded cluster. */
    OTHER_CLUSTER,
    /** In a wire version that this node does not speak; the peer is told which ones it does. */
    WIRE_VERSION,
    /** Of a message type that this node does not know, or does not expect. */
    UNKNOWN_TYPE,
    /** A body that is not what its type says. */
    BROKEN_BODY,
    /** A reply to nothing that is pending: late, repeated, or from somebody else than was asked. */
    UNEXPECTED_REPLY
}
