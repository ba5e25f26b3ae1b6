package io.starlingdb.node.data;

import io.starlingdb.wire.WireException;
import io.starlingdb.wire.WireReader;
import io.starlingdb.wire.WireWriter;
import java.util.zip.CRC32C;

/**
 * The stored form of an entry, {@code form u8 | checksum 4 | body}, and its form on the wire, which is the body alone and leaves out
 * the local mark. The checksum is CRC-32C over the form, the entry's key and the body, so that a row that was stored under another's
 * key is found out too. {@link RowWriter} tells the body's layout.
 */
public final class RowCodec {
    private static final int FORM = 1;
    private static final int HEAD_BYTES = 5;

    private RowCodec() {}

    /** The stored form. */
    public static byte[] encode(RowKey key, Row row) {
        WireWriter out = new WireWriter(64 + 32 * row.cellCount());
        out.u8(FORM);
        out.int32(0);
        RowWriter.write(row, out, true);
        byte[] stored = out.toByteArray();
        int checksum = checksum(key, stored);
        for (int i = 0; i < Integer.BYTES; i++) {
            stored[1 + i] = (byte) (checksum >>> (Integer.SIZE - Byte.SIZE * (i + 1)));
        }
        return stored;
    }

    /**
     * Reads the stored form.
     *
     * @throws CorruptRowException if it is not the very bytes that {@link #encode} made for this key
     */
    public static Row decode(RowKey key, byte[] stored) {
        if (stored.length <= HEAD_BYTES || stored[0] != FORM) {
            throw new CorruptRowException(key, stored.length <= HEAD_BYTES ? "cut short" : "of form " + stored[0]);
        }
        WireReader in = new WireReader(stored, 1, stored.length - 1);
        if (in.int32() != checksum(key, stored)) {
            throw new CorruptRowException(key, "the checksum does not fit");
        }
        try {
            Row row = RowReader.read(in);
            in.expectEnd();
            return row;
        } catch (WireException e) {
            throw new CorruptRowException(key, String.valueOf(e.getMessage()));
        }
    }

    /** Appends the form that travels. */
    public static void write(Row row, WireWriter out) {
        RowWriter.write(row, out, false);
    }

    /**
     * Reads the form that travels.
     *
     * @throws WireException if it is not such a form
     */
    public static Row read(WireReader in) {
        return RowReader.read(in).withMark(null);
    }

    private static int checksum(RowKey key, byte[] stored) {
        CRC32C crc = new CRC32C();
        crc.update(stored[0]);
        crc.update(key.bytes());
        crc.update(stored, HEAD_BYTES, stored.length - HEAD_BYTES);
        return (int) crc.getValue();
    }
}
