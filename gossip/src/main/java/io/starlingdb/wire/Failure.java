package io.starlingdb.wire;

/** Why a request got no reply. */
public enum Failure {
    /** No reply came in time: whether the peer acted on the request is unknown. */
    TIMEOUT,
    /** The connection was refused, or broke before the reply came: whether the peer acted on the request is unknown. */
    UNREACHABLE,
    /** Never sent: too many requests are pending here. */
    OVERLOADED,
    /** Never sent: the frame would be larger than the limit, or the peer speaks no wire version that this node speaks. */
    UNSENDABLE
}
