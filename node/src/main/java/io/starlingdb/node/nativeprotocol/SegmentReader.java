package io.starlingdb.node.nativeprotocol;

import com.datastax.oss.protocol.internal.CrcMismatchException;
import com.datastax.oss.protocol.internal.SegmentCodec;
import org.jspecify.annotations.Nullable;

/** Takes the segments of protocol v5 apart, one at a time, and checks their checksums. Not thread safe. */
final class SegmentReader {
    private final SegmentCodec<WireBytes> codec;
    private final int headerBytes;
    private WireBytes held = WireBytes.allocate(0);

    /** Whether what is held lies in an array that only this reader writes to. */
    private boolean isOwn;

    private SegmentCodec.@Nullable Header header;

    SegmentReader(SegmentCodec<WireBytes> codec) {
        this.codec = codec;
        this.headerBytes = codec.headerLength() + SegmentCodec.CRC24_LENGTH;
    }

    /** Takes over an array of bytes that came in. */
    void add(byte[] bytes, int from, int to) {
        if (held.size() == 0) {
            held = WireBytes.view(bytes, from, to);
            isOwn = false;
            return;
        }
        if (!isOwn || held.reader() > held.array().length / 2) {
            WireBytes own = WireBytes.allocate(2 * (held.size() + to - from));
            own.write(held.array(), held.reader(), held.size());
            held = own;
            isOwn = true;
        }
        held.write(bytes, from, to - from);
    }

    /**
     * The content of the next segment, null if no whole one is here.
     *
     * @throws Violation if a checksum is wrong: nothing behind it can be trusted
     */
    @Nullable
    WireBytes next() {
        try {
            SegmentCodec.Header next = header;
            if (next == null) {
                if (held.size() < headerBytes) {
                    return null;
                }
                next = codec.decodeHeader(held);
                header = next;
            }
            int length = next.payloadLength + SegmentCodec.CRC32_LENGTH;
            if (held.size() < length) {
                return null;
            }
            header = null;
            return codec.decode(next, held.readView(length)).payload;
        } catch (CrcMismatchException | MalformedBytes e) {
            throw new Violation("Invalid segment: " + e.getMessage(), ProtocolVersions.SEGMENTS, 0);
        }
    }
}
