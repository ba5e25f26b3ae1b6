package io.starlingdb.node.nativeprotocol;

import java.util.Arrays;

/**
 * Bytes on their way in or out: an array with a place to read from and one to write at; it grows when it is written to. Reading
 * beyond what was written fails with a {@link MalformedBytes}, whatever length a client announced. Not thread safe.
 */
final class WireBytes {
    private byte[] array;
    private int reader;
    private int writer;
    private int mark;

    private WireBytes(byte[] array, int reader, int writer) {
        this.array = array;
        this.reader = reader;
        this.writer = writer;
    }

    /** Room for {@code capacity} bytes, nothing written yet. */
    static WireBytes allocate(int capacity) {
        return new WireBytes(new byte[capacity], 0, 0);
    }

    /** A view of bytes that are there already; they are not copied. */
    static WireBytes view(byte[] array, int from, int to) {
        return new WireBytes(array, from, to);
    }

    byte[] array() {
        return array;
    }

    /** Where the next read happens. */
    int reader() {
        return reader;
    }

    /** Where the next write happens. */
    int writer() {
        return writer;
    }

    /** How many bytes are left to read. */
    int size() {
        return writer - reader;
    }

    void mark() {
        mark = reader;
    }

    void reset() {
        reader = mark;
    }

    /** Forgets all bytes; the room stays, unless it is more than {@code capacityMax}. */
    void clear(int capacityMax) {
        reader = 0;
        writer = 0;
        if (array.length > capacityMax) {
            array = new byte[capacityMax];
        }
    }

    /** Forgets what was written from {@code position} on. */
    void truncate(int position) {
        writer = position;
    }

    byte readByte() {
        return array[take(1)];
    }

    int readUnsignedShort() {
        int at = take(2);
        return (array[at] & 0xff) << 8 | array[at + 1] & 0xff;
    }

    int readInt() {
        return intAt(take(4));
    }

    /** The int that lies {@code offset} bytes behind the reader, which stays where it is. */
    int peekInt(int offset) {
        if (offset < 0 || size() - 4 < offset) {
            throw new MalformedBytes("cut short");
        }
        return intAt(reader + offset);
    }

    long readLong() {
        int at = take(8);
        return (long) intAt(at) << 32 | intAt(at + 4) & 0xffffffffL;
    }

    byte[] readArray(int length) {
        int at = take(length);
        return Arrays.copyOfRange(array, at, at + length);
    }

    /** A view of the next bytes, which are then read. */
    WireBytes readView(int length) {
        int at = take(length);
        return view(array, at, at + length);
    }

    /** Where the next {@code length} bytes lie in the array; they are then read. */
    int take(int length) {
        if (length < 0 || length > writer - reader) {
            throw new MalformedBytes("a part of " + length + " bytes where " + size() + " are left");
        }
        int at = reader;
        reader += length;
        return at;
    }

    void writeByte(int value) {
        reserve(1);
        array[writer++] = (byte) value;
    }

    void writeShort(int value) {
        reserve(2);
        array[writer++] = (byte) (value >> 8);
        array[writer++] = (byte) value;
    }

    void writeInt(int value) {
        reserve(4);
        array[writer++] = (byte) (value >> 24);
        array[writer++] = (byte) (value >> 16);
        array[writer++] = (byte) (value >> 8);
        array[writer++] = (byte) value;
    }

    void writeLong(long value) {
        writeInt((int) (value >> 32));
        writeInt((int) value);
    }

    void write(byte[] bytes, int from, int length) {
        reserve(length);
        System.arraycopy(bytes, from, array, writer, length);
        writer += length;
    }

    private int intAt(int at) {
        return (array[at] & 0xff) << 24
                | (array[at + 1] & 0xff) << 16
                | (array[at + 2] & 0xff) << 8
                | array[at + 3] & 0xff;
    }

    private void reserve(int length) {
        if (array.length - writer < length) {
            array = Arrays.copyOf(array, Math.max(writer + length, 2 * array.length));
        }
    }
}
