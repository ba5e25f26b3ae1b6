package io.starlingdb.wire;

import io.starlingdb.kernel.Lane;
import java.util.zip.CRC32C;

/**
 * The layout of a frame. On a connection each frame follows its length (four bytes, big-endian, not counting themselves); all else here is
 * about the frame without it.
 *
 * <pre>
 * u8      wire version of the body
 * u8 u8   oldest and newest wire version that the sender speaks
 * u8      flags: 1 reply, 2 checksum, 4 and 8 the lane (0 URGENT, 1 REQUEST, 2 BULK)
 * u16     message id; 0: no message, the frame only tells the versions
 * i64     cluster tag: hash of the cluster id, 0 before founding
 * i64     request id, 0 if no reply is expected
 * varint  microseconds left until the deadline, 0 if there is none
 * …       body
 * i32     CRC-32C of all before, if flagged
 * </pre>
 *
 * The header never changes: a node reads it whatever version the body has, and so learns from every frame what its peer speaks. That is why
 * versions are negotiated without a handshake, over any transport, and are right again with the first frame after a peer's up- or downgrade.
 * Deadlines travel as time left, since clocks of nodes cannot be compared.
 */
public final class Frames {

    /** The id of a frame without a message. */
    static final int NO_MESSAGE = 0;

    /** The length of the longest header with a checksum. */
    static final int HEADER_BYTES_MAX = 36;

    private static final int REPLY = 1;
    private static final int CHECKSUM = 2;
    private static final int LANE_SHIFT = 2;
    private static final int KNOWN_FLAGS = REPLY | CHECKSUM | (3 << LANE_SHIFT);
    private static final int CHECKSUM_BYTES = 4;

    private Frames() {}

    /** Writes the header into an empty writer. */
    static void begin(WireWriter out, FrameHeader header, boolean checksum) {
        out.u8(header.version());
        out.u8(header.spoken().oldest());
        out.u8(header.spoken().newest());
        out.u8((header.reply() ? REPLY : 0) | (checksum ? CHECKSUM : 0) | (laneCode(header.lane()) << LANE_SHIFT));
        out.u16(header.type());
        out.int64(header.clusterTag());
        out.int64(header.requestId());
        out.varint(header.remainingMicros());
    }

    /** Adds the checksum if the header promised one, and copies the finished frame. */
    static byte[] finish(WireWriter out, boolean checksum) {
        if (checksum) {
            out.int32(crc(out.buffer(), 0, out.size()));
        }
        return out.toByteArray();
    }

    /** The part of a frame that a reader may trust: all of it, or all but a correct checksum. Leaves the body unread. */
    static WireReader open(byte[] buffer, int offset, int length) {
        if (length < CHECKSUM_BYTES) {
            throw new WireException("a frame of " + length + " bytes");
        }
        if ((buffer[offset + 3] & CHECKSUM) == 0) {
            return new WireReader(buffer, offset, length);
        }
        int checked = length - CHECKSUM_BYTES;
        if (new WireReader(buffer, offset + checked, CHECKSUM_BYTES).int32() != crc(buffer, offset, checked)) {
            throw new WireException("wrong checksum");
        }
        return new WireReader(buffer, offset, checked);
    }

    /** Reads the header; the body comes next. */
    static FrameHeader header(WireReader in) {
        int version = in.u8();
        int oldest = in.u8();
        int newest = in.u8();
        int flags = in.u8();
        if (oldest < 1 || newest < oldest || (flags & ~KNOWN_FLAGS) != 0) {
            throw new WireException("not a frame header");
        }
        int type = in.u16();
        long clusterTag = in.int64();
        long requestId = in.int64();
        long remainingMicros = in.varint();
        if (remainingMicros < 0) {
            throw new WireException("a deadline beyond all bounds");
        }
        return new FrameHeader(
                version,
                new WireVersions(oldest, newest),
                (flags & REPLY) != 0,
                lane((flags >>> LANE_SHIFT) & 3),
                type,
                clusterTag,
                requestId,
                remainingMicros);
    }

    static int laneCode(Lane lane) {
        return switch (lane) {
            case URGENT -> 0;
            case REQUEST -> 1;
            case BULK -> 2;
        };
    }

    static Lane lane(int code) {
        return switch (code) {
            case 0 -> Lane.URGENT;
            case 1 -> Lane.REQUEST;
            case 2 -> Lane.BULK;
            default -> throw new WireException("no such lane: " + code);
        };
    }

    private static int crc(byte[] buffer, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(buffer, offset, length);
        return (int) crc.getValue();
    }
}
