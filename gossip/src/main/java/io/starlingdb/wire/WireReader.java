package io.starlingdb.wire;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.NodeId;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a {@link WireWriter} wrote, trusting nothing: each method throws {@link WireException} when the bytes end early or cannot be
 * what is asked for, and nothing is allocated for a length that the remaining bytes could not hold. Not thread safe.
 */
public final class WireReader {

    private final byte[] buffer;
    private final int limit;
    private int position;

    public WireReader(byte[] content) {
        this(content, 0, content.length);
    }

    /** Reads {@code length} bytes from {@code offset}; the array is not copied and must not change meanwhile. */
    public WireReader(byte[] buffer, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        this.buffer = buffer;
        this.position = offset;
        this.limit = offset + length;
    }

    /** How many bytes are left. */
    public int remaining() {
        return limit - position;
    }

    /** Checks that all was read. */
    public void expectEnd() {
        if (position != limit) {
            throw new WireException(remaining() + " bytes left over");
        }
    }

    public int u8() {
        need(1);
        return buffer[position++] & 0xff;
    }

    public int u16() {
        need(2);
        return ((buffer[position++] & 0xff) << 8) | (buffer[position++] & 0xff);
    }

    public boolean bool() {
        int value = u8();
        if (value > 1) {
            throw new WireException("not a boolean: " + value);
        }
        return value == 1;
    }

    public int int32() {
        need(4);
        int value = 0;
        for (int i = 0; i < 4; i++) {
            value = (value << 8) | (buffer[position++] & 0xff);
        }
        return value;
    }

    public long int64() {
        need(8);
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = (value << 8) | (buffer[position++] & 0xff);
        }
        return value;
    }

    /** An unsigned number: those of 2^63 and more come back negative. */
    public long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            long next = u8();
            if (shift == 63 && next > 1) {
                break;
            }
            value |= (next & 0x7f) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new WireException("a varint of more than 64 bits");
    }

    /** A varint that must be between 0 and {@code max}. */
    public int varint(int max) {
        long value = varint();
        if (value < 0 || value > max) {
            throw new WireException("0 to " + max + " expected: " + Long.toUnsignedString(value));
        }
        return (int) value;
    }

    public long zigzag() {
        long value = varint();
        return (value >>> 1) ^ -(value & 1);
    }

    public byte[] bytes() {
        return raw(varint(remaining()));
    }

    public byte @Nullable [] nullableBytes() {
        long length = varint();
        if (length == 0) {
            return null;
        }
        if (length < 0 || length - 1 > remaining()) {
            throw new WireException("length beyond the end: " + Long.toUnsignedString(length));
        }
        return raw((int) (length - 1));
    }

    public String string() {
        int length = varint(remaining());
        need(length);
        int start = position;
        position += length;
        for (int i = start; i < position; i++) {
            if (buffer[i] < 0) {
                return decode(start, length);
            }
        }
        return new String(buffer, start, length, StandardCharsets.US_ASCII);
    }

    /**
     * The number of elements that follow.
     *
     * @param elementBytesMin the fewest bytes one element can take, at least 1: bounds the number by what the remaining bytes could hold
     */
    public int count(int elementBytesMin) {
        return varint(remaining() / elementBytesMin);
    }

    public NodeId nodeId() {
        return new NodeId(int64(), int64());
    }

    public Endpoint endpoint() {
        String host = string();
        int port = u16();
        if (host.isEmpty() || host.length() > 255 || port == 0) {
            throw new WireException("not an endpoint");
        }
        return new Endpoint(host, port);
    }

    /** The next {@code length} bytes as they are. */
    public byte[] raw(int length) {
        need(length);
        byte[] value = Arrays.copyOfRange(buffer, position, position + length);
        position += length;
        return value;
    }

    private String decode(int start, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(buffer, start, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new WireException("not UTF-8");
        }
    }

    private void need(int bytes) {
        if (bytes < 0 || limit - position < bytes) {
            throw new WireException(bytes + " bytes expected, " + remaining() + " left");
        }
    }
}
