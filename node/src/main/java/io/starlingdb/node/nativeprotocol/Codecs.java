package io.starlingdb.node.nativeprotocol;

import com.datastax.oss.protocol.internal.Compressor;
import com.datastax.oss.protocol.internal.FrameCodec;
import com.datastax.oss.protocol.internal.SegmentCodec;

/** The protocol library's codecs, bound to {@link WireBytes}; shared by all connections. */
final class Codecs {
    private final FrameCodec<WireBytes> plain;
    private final FrameCodec<WireBytes> lz4;
    private final SegmentCodec<WireBytes> plainSegments;
    private final SegmentCodec<WireBytes> lz4Segments;

    Codecs(int messageBytesMax) {
        WireBytesCodec primitives = new WireBytesCodec();
        Compressor<WireBytes> compressor = new Lz4Compressor(messageBytesMax);
        plain = FrameCodec.defaultServer(primitives, Compressor.none());
        lz4 = FrameCodec.defaultServer(primitives, compressor);
        plainSegments = new SegmentCodec<>(primitives, Compressor.none());
        lz4Segments = new SegmentCodec<>(primitives, compressor);
    }

    FrameCodec<WireBytes> plain() {
        return plain;
    }

    /** Compresses each message. */
    FrameCodec<WireBytes> lz4() {
        return lz4;
    }

    SegmentCodec<WireBytes> segments(boolean compressed) {
        return compressed ? lz4Segments : plainSegments;
    }
}
