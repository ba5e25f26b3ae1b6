package io.starlingdb.wire;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.NodeId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Appends values to a growing byte array; numbers are big-endian. {@link WireReader} has the mirror image of each method. Not thread safe. */
public final class WireWriter {

    private static final int KEPT_BYTES_MAX = 1 << 16;

    private byte[] buffer;
    private int size;

    public WireWriter() {
        this(256);
    }

    public WireWriter(int expectedBytes) {
        buffer = new byte[Math.max(16, expectedBytes)];
    }

    /** How many bytes were written. */
    public int size() {
        return size;
    }

    /** Copies what was written. */
    public byte[] toByteArray() {
        return Arrays.copyOf(buffer, size);
    }

    /** Forgets what was written, so that the writer can be used again; an unusually large buffer is let go. */
    public void clear() {
        size = 0;
        if (buffer.length > KEPT_BYTES_MAX) {
            buffer = new byte[KEPT_BYTES_MAX];
        }
    }

    /** One byte, 0 to 255. */
    public void u8(int value) {
        checkRange(value, 0xff);
        reserve(1);
        buffer[size++] = (byte) value;
    }

    /** Two bytes, 0 to 65535. */
    public void u16(int value) {
        checkRange(value, 0xffff);
        reserve(2);
        buffer[size++] = (byte) (value >>> 8);
        buffer[size++] = (byte) value;
    }

    /** One byte, 0 or 1. */
    public void bool(boolean value) {
        u8(value ? 1 : 0);
    }

    /** Four bytes. */
    public void int32(int value) {
        reserve(4);
        for (int shift = 24; shift >= 0; shift -= 8) {
            buffer[size++] = (byte) (value >>> shift);
        }
    }

    /** Eight bytes. */
    public void int64(long value) {
        reserve(8);
        for (int shift = 56; shift >= 0; shift -= 8) {
            buffer[size++] = (byte) (value >>> shift);
        }
    }

    /** An unsigned number in 1 to 10 bytes, seven bits each, lowest first: short for small ones. */
    public void varint(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            buffer[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        buffer[size++] = (byte) rest;
    }

    /** A signed number in 1 to 10 bytes: short for those near zero. */
    public void zigzag(long value) {
        varint((value << 1) ^ (value >> 63));
    }

    /** Length (varint) and content. */
    public void bytes(byte[] value) {
        varint(value.length);
        raw(value, 0, value.length);
    }

    /** Length + 1 (varint) and content; 0 stands for null. */
    public void nullableBytes(byte @Nullable [] value) {
        if (value == null) {
            varint(0);
        } else {
            varint(value.length + 1L);
            raw(value, 0, value.length);
        }
    }

    /** Length in bytes (varint) and UTF-8 content. */
    public void string(String value) {
        bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    /** The number of elements that follow; read back with {@link WireReader#count}. */
    public void count(int elements) {
        varint(elements);
    }

    /** Sixteen bytes. */
    public void nodeId(NodeId value) {
        int64(value.high());
        int64(value.low());
    }

    /** Host (string) and port (two bytes). */
    public void endpoint(Endpoint value) {
        string(value.host());
        u16(value.port());
    }

    /** Content alone: the reader must know its length. */
    public void raw(byte[] value, int offset, int length) {
        reserve(length);
        System.arraycopy(value, offset, buffer, size, length);
        size += length;
    }

    /** The buffer behind: valid up to {@link #size()} until the next write. */
    byte[] buffer() {
        return buffer;
    }

    private void reserve(int bytes) {
        if (buffer.length - size < bytes) {
            int wanted = Math.addExact(size, bytes);
            buffer =
                    Arrays.copyOf(buffer, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(wanted, buffer.length * 2L)));
        }
    }

    private static void checkRange(int value, int max) {
        if (value < 0 || value > max) {
            throw new IllegalArgumentException("0 to " + max + " expected: " + value);
        }
    }
}
