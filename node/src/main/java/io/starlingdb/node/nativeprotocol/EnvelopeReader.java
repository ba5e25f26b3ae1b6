package io.starlingdb.node.nativeprotocol;

import com.datastax.oss.protocol.internal.ProtocolConstants.FrameFlag;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the stream of a connection into messages, one at a time, as somebody asks for them. It holds what has come and not been asked for
 * yet, and grows as bytes come, not as they are announced. Not thread safe.
 */
final class EnvelopeReader {
    private static final byte[] NOTHING = new byte[0];
    private static final int VERSION_MASK = 0x7f;

    private final int bodyBytesMax;
    private final Admission admission;

    private byte[] held = NOTHING;
    private int from;
    private int to;

    /** Bytes of a message that is too long, still to be passed over. */
    private int toSkip;

    /** What the message that is coming in has reserved. */
    private int reserved;

    /** The version that this connection speaks; 0 until its first message. */
    private int version;

    EnvelopeReader(int bodyBytesMax, Admission admission) {
        this.bodyBytesMax = bodyBytesMax;
        this.admission = admission;
    }

    /** Takes over an array of bytes that came in. */
    void add(byte[] bytes, int offset, int length) {
        if (from == to) {
            held = bytes;
            from = offset;
            to = offset + length;
        } else {
            makeRoomFor(length);
            System.arraycopy(bytes, offset, held, to, length);
            to += length;
        }
    }

    /** Takes back what nobody has asked for. */
    WireBytes rest() {
        WireBytes rest = WireBytes.view(held, from, to);
        held = NOTHING;
        from = 0;
        to = 0;
        return rest;
    }

    /** Gives back what the unfinished message has reserved; nothing is to be read from here any more. */
    void close() {
        admission.releaseBytes(reserved);
        reserved = 0;
        held = NOTHING;
        from = 0;
        to = 0;
    }

    /**
     * The next message, null if no whole one is here.
     *
     * @throws Violation if the stream is not one of messages of this protocol
     */
    @Nullable
    Envelope next() {
        skip();
        if (to - from < 1 || toSkip > 0) {
            return null;
        }
        int spoken = checkVersion();
        if (to - from < Envelope.HEADER_BYTES) {
            return null;
        }
        checkSpoken(spoken);
        WireBytes header = WireBytes.view(held, from, to);
        int stream = (short) (header.peekInt(1) >> 8);
        int opcode = held[from + 4] & 0xff;
        int length = header.peekInt(5);
        if (length < 0) {
            throw new Violation("A message of " + length + " bytes", spoken, stream);
        }
        if (length > bodyBytesMax || !reserve(length)) {
            toSkip = length;
            from += Envelope.HEADER_BYTES;
            skip();
            return new Envelope(spoken, stream, opcode, length, null, 0);
        }
        if (to - from < Envelope.HEADER_BYTES + length) {
            return null;
        }
        int end = from + Envelope.HEADER_BYTES + length;
        Envelope whole = new Envelope(spoken, stream, opcode, length, WireBytes.view(held, from, end), reserved);
        reserved = 0;
        from = end;
        return whole;
    }

    private boolean reserve(int length) {
        if (reserved == 0 && length > Admission.SMALL_BYTES && admission.takeBytes(length)) {
            reserved = length;
        }
        return length <= Admission.SMALL_BYTES || reserved > 0;
    }

    /** The first byte alone says in which form to answer what is not understood. */
    private int checkVersion() {
        int first = held[from] & 0xff;
        int spoken = first & VERSION_MASK;
        if (first != spoken) {
            throw new Violation("A client sends requests, not responses", ProtocolVersions.MAX, 0);
        }
        if (spoken < ProtocolVersions.NINE_BYTE_HEADERS) {
            throw new Violation(ProtocolVersions.refusal(spoken, false), Math.max(spoken, 1), 0);
        }
        return spoken;
    }

    private void checkSpoken(int spoken) {
        int stream = (short) ((held[from + 2] & 0xff) << 8 | held[from + 3] & 0xff);
        if (!ProtocolVersions.isSpoken(spoken)) {
            boolean beta = (held[from + 1] & FrameFlag.USE_BETA) != 0;
            throw new Violation(ProtocolVersions.refusal(spoken, beta), ProtocolVersions.MAX, stream);
        }
        if (version != 0 && version != spoken) {
            throw new Violation(
                    "Invalid message version. Got " + spoken + "/v" + spoken
                            + " but previous messages on this connection had version " + version + "/v" + version,
                    version,
                    stream);
        }
        version = spoken;
    }

    private void skip() {
        int now = Math.min(toSkip, to - from);
        toSkip -= now;
        from += now;
    }

    private void makeRoomFor(int length) {
        int size = to - from;
        if (held.length - to < length) {
            // a new array: envelopes that were handed out lie in the old one
            byte[] room = new byte[Math.max(size + length, 2 * size)];
            System.arraycopy(held, from, room, 0, size);
            held = room;
            from = 0;
            to = size;
        }
    }
}
