package io.starlingdb.node.nativeprotocol;

import com.datastax.oss.protocol.internal.Frame;
import com.datastax.oss.protocol.internal.FrameCodec;
import com.datastax.oss.protocol.internal.Segment;
import com.datastax.oss.protocol.internal.SegmentCodec;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects the messages that a connection is to send, until they leave together in one piece: one after another, or, from v5 on, packed
 * into as few segments as hold them. Not thread safe.
 */
final class FrameWriter {
    /** The room that is kept for the next messages. */
    private static final int KEPT_BYTES_MAX = 16 << 10;

    /** Shorter messages do not get shorter. */
    private static final int COMPRESSED_BYTES_MIN = 512;

    private final FrameCodec<WireBytes> plain;
    private final WireBytes out = WireBytes.allocate(1024);

    /** Where each message of {@link #out} ends; used with segments only. */
    private int[] ends = new int[64];

    private int count;
    private @Nullable FrameCodec<WireBytes> compressing;
    private @Nullable SegmentCodec<WireBytes> segments;

    FrameWriter(FrameCodec<WireBytes> plain) {
        this.plain = plain;
    }

    /** Compresses each longer message from now on (v3, v4). */
    void compress(FrameCodec<WireBytes> codec) {
        compressing = codec;
    }

    /** Packs into segments what is written from now on; what was written before must have been taken. */
    void startSegments(SegmentCodec<WireBytes> segmenting) {
        segments = segmenting;
    }

    boolean isEmpty() {
        return out.size() == 0;
    }

    /** How many bytes wait, before they are packed. */
    int size() {
        return out.size();
    }

    /**
     * Adds a message; if that fails, nothing was added.
     *
     * @return how many bytes it takes
     * @throws RuntimeException if the message cannot be encoded, because a part of it is too long, say
     */
    int add(Frame frame) {
        int begin = out.writer();
        boolean added = false;
        try {
            int size = plain.encodedBodySize(frame);
            if (compressing != null && size >= COMPRESSED_BYTES_MIN) {
                WireBytes encoded = compressing.encode(frame);
                out.write(encoded.array(), encoded.reader(), encoded.size());
            } else {
                plain.encodeInto(frame, size, out);
            }
            added = true;
        } finally {
            if (!added) {
                out.truncate(begin);
            }
        }
        if (segments != null) {
            if (count == ends.length) {
                ends = Arrays.copyOf(ends, 2 * count);
            }
            ends[count++] = out.writer();
        }
        return out.writer() - begin;
    }

    /** Adds bytes that are a message already. */
    void addRaw(byte[] message) {
        out.write(message, 0, message.length);
    }

    /** Takes all that was added, ready to be sent. */
    Buffer take() {
        Buffer taken =
                segments == null ? Buffer.buffer(out.size()).appendBytes(out.array(), 0, out.size()) : packed(segments);
        out.clear(KEPT_BYTES_MAX);
        count = 0;
        return taken;
    }

    private Buffer packed(SegmentCodec<WireBytes> segmenting) {
        Buffer packed = Buffer.buffer(out.size() + 64);
        int begin = 0;
        int end = 0;
        for (int i = 0; i < count; i++) {
            if (ends[i] - begin > Segment.MAX_PAYLOAD_LENGTH && end > begin) {
                append(segmenting, begin, end, true, packed);
                begin = end;
            }
            end = ends[i];
            if (end - begin > Segment.MAX_PAYLOAD_LENGTH) {
                for (; begin < end; begin += Segment.MAX_PAYLOAD_LENGTH) {
                    append(segmenting, begin, Math.min(end, begin + Segment.MAX_PAYLOAD_LENGTH), false, packed);
                }
                begin = end;
            }
        }
        if (end > begin) {
            append(segmenting, begin, end, true, packed);
        }
        return packed;
    }

    private void append(SegmentCodec<WireBytes> segmenting, int from, int to, boolean isSelfContained, Buffer packed) {
        List<Object> parts = new ArrayList<>(3);
        segmenting.encode(new Segment<>(WireBytes.view(out.array(), from, to), isSelfContained), parts);
        for (Object part : parts) {
            WireBytes bytes = (WireBytes) part;
            packed.appendBytes(bytes.array(), bytes.reader(), bytes.size());
        }
    }
}
