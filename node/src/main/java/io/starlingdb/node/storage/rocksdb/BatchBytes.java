package io.starlingdb.node.storage.rocksdb;

import io.starlingdb.node.storage.Batch;
import io.starlingdb.node.storage.KeyRange;
import java.io.ByteArrayOutputStream;

/**
 * Writes a batch in RocksDB's own form, which is also that of its log: a sequence number (8 bytes, 0 here), a count (4), and
 * for each change its kind and its byte strings, each after its length; numbers little endian.
 *
 * <p>So a batch costs one call into native code, however many rows it has; a call per row costs a third more per batch.
 */
final class BatchBytes implements Batch.Visitor {

    private static final byte DELETE = 0x0;
    private static final byte PUT = 0x1;
    private static final byte DELETE_RANGE = 0xF;
    private static final int COUNT_AT = 8;
    private static final int HEAD_BYTES = 12;
    private static final int ROW_OVERHEAD_BYTES = 6;

    private final ByteArrayOutputStream out;
    private int count;

    private BatchBytes(int expectedBytes) {
        this.out = new ByteArrayOutputStream(expectedBytes);
        out.write(new byte[HEAD_BYTES], 0, HEAD_BYTES);
    }

    static byte[] of(Batch batch) {
        long expected = HEAD_BYTES + batch.bytes() + (long) ROW_OVERHEAD_BYTES * batch.size();
        BatchBytes form = new BatchBytes(Math.toIntExact(expected));
        batch.visit(form);
        byte[] bytes = form.out.toByteArray();
        for (int i = 0; i < Integer.BYTES; i++) {
            bytes[COUNT_AT + i] = (byte) (form.count >>> (Byte.SIZE * i));
        }
        return bytes;
    }

    @Override
    public void put(byte[] key, byte[] value) {
        begin(PUT);
        string(key);
        string(value);
    }

    @Override
    public void delete(byte[] key) {
        begin(DELETE);
        string(key);
    }

    @Override
    public void deleteRange(KeyRange range) {
        byte[] end = range.end();
        if (end == null) {
            throw new IllegalArgumentException("RocksDB erases only ranges that have an end");
        }
        begin(DELETE_RANGE);
        string(range.start());
        string(end);
    }

    private void begin(byte kind) {
        out.write(kind);
        count++;
    }

    private void string(byte[] bytes) {
        int rest = bytes.length;
        while (rest > 0x7F) {
            out.write(rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
        out.write(bytes, 0, bytes.length);
    }
}
