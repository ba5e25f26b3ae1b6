package io.starlingdb.node.nativeprotocol;

import org.jspecify.annotations.Nullable;

/**
 * A message as it lies in the stream: its header, and all its bytes, header included.
 *
 * @param bytes null for one that is longer than this node takes: it is passed over
 * @param length of the body
 * @param reserved how many bytes of {@link Admission} it holds until it is answered
 */
record Envelope(
        int version,
        int stream,
        int opcode,
        int length,
        @Nullable WireBytes bytes,
        int reserved) {
    static final int HEADER_BYTES = 9;
}
