package io.starlingdb.node.nativeprotocol;

/** Hears what passes through the native protocol's server. Called on the loop for every message; must be quick. */
public interface NativeTraffic {

    /** A request was answered. {@code opcode} is the protocol's number of its kind. */
    void ended(int opcode, long nanos, boolean failed);

    /** Bytes came in. */
    void received(int bytes);

    /** Bytes were handed to a socket, before they are packed. */
    void sent(int bytes);

    /** Something was refused because there was too much of it. */
    void refused();

    /** A client sent what is no message of the protocol. */
    void violated();
}
