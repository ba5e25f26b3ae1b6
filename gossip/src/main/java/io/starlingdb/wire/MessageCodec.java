package io.starlingdb.wire;

/**
 * Turns one type of message into bytes and back. What was written at a wire version is read back equal at that version; its bytes are
 * kept as golden test files.
 */
public interface MessageCodec<M extends Message> {

    /** Appends the message's body in the given wire version, leaving out what that version does not know. */
    void write(M message, WireWriter out, int version);

    /**
     * Reads a body that was written in the given wire version. It need not check that all was read: the caller does.
     *
     * @throws WireException if the bytes are not such a body; another runtime exception (of a record that checks its parts, say) counts as
     *     the same
     */
    M read(WireReader in, int version);
}
