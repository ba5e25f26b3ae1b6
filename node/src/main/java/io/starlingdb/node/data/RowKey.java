package io.starlingdb.node.data;

import io.starlingdb.node.schema.ClusteringBound;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The key of a stored entry, as bytes whose unsigned order is the order of storage:
 * {@code table id 4 | token 8, sign turned | length 2 | partition key | kind 1 | clustering}. One token range's entries are
 * adjacent, within it one partition's: header, range deletions, rows in CQL order. Immutable; the arrays are shared and must
 * not be changed.
 *
 * <p>A range deletion's clustering part is {@code start prefix | end prefix | length of the first 2 | sides 1}: the
 * {@link Slice} that it deletes.
 */
public final class RowKey implements Comparable<RowKey> {
    /** The longest partition key, in bytes. */
    public static final int PARTITION_KEY_BYTES_MAX = 65_535;

    private static final int TOKEN_AT = 4;
    private static final int LENGTH_AT = 12;
    private static final int PARTITION_AT = 14;

    private final byte[] bytes;
    private final int hash;

    private RowKey(byte[] bytes) {
        this.bytes = bytes;
        this.hash = Arrays.hashCode(bytes);
    }

    /** The key of a partition's header. */
    public static RowKey header(int tableId, long token, byte[] partitionKey) {
        return of(tableId, token, partitionKey, EntryKind.HEADER, Cell.NO_VALUE);
    }

    /** The key of a row; {@code clustering} is the encoded clustering key, empty in tables without one. */
    public static RowKey row(int tableId, long token, byte[] partitionKey, byte[] clustering) {
        return of(tableId, token, partitionKey, EntryKind.ROW, clustering);
    }

    /** The key of the deletion of a range of rows. */
    public static RowKey rangeDeletion(int tableId, long token, byte[] partitionKey, Slice slice) {
        return of(tableId, token, partitionKey, EntryKind.RANGE_DELETION, slice.encoded());
    }

    @SuppressWarnings("ByteBufferBackingArray") // prefix() allocates it with that very size
    private static RowKey of(int tableId, long token, byte[] partitionKey, EntryKind kind, byte[] clustering) {
        byte[] bytes = prefix(tableId, token, partitionKey, 1 + clustering.length);
        bytes[bytes.length - clustering.length - 1] = kind.code();
        System.arraycopy(clustering, 0, bytes, bytes.length - clustering.length, clustering.length);
        return new RowKey(bytes);
    }

    /**
     * The key of these stored bytes, which become this object's own.
     *
     * @throws IllegalArgumentException if they are no such key
     */
    public static RowKey decode(byte[] bytes) {
        if (bytes.length <= PARTITION_AT || bytes.length <= partitionEnd(bytes)) {
            throw new IllegalArgumentException("a row key of " + bytes.length + " bytes is cut short");
        }
        EntryKind.ofCode(bytes[partitionEnd(bytes)]);
        return new RowKey(bytes);
    }

    /** The encoded key. */
    public byte[] bytes() {
        return bytes;
    }

    public int tableId() {
        return ByteBuffer.wrap(bytes).getInt(0);
    }

    public long token() {
        return ByteBuffer.wrap(bytes).getLong(TOKEN_AT) ^ Long.MIN_VALUE;
    }

    /** The partition key (a copy). */
    public byte[] partitionKey() {
        return Arrays.copyOfRange(bytes, PARTITION_AT, partitionEnd(bytes));
    }

    public EntryKind kind() {
        return EntryKind.ofCode(bytes[partitionEnd(bytes)]);
    }

    /** What follows the kind (a copy): a row's clustering key; empty for a header. */
    public byte[] clustering() {
        return Arrays.copyOfRange(bytes, partitionEnd(bytes) + 1, bytes.length);
    }

    /** The rows that a range deletion's key names. */
    public Slice slice() {
        return Slice.decode(clustering());
    }

    /** Whether both belong to the same partition of the same table. */
    public boolean samePartition(RowKey other) {
        int end = partitionEnd(bytes);
        return end == partitionEnd(other.bytes) && Arrays.equals(bytes, 0, end, other.bytes, 0, end);
    }

    /** The same key in another table. */
    public RowKey inTable(int tableId) {
        byte[] moved = bytes.clone();
        ByteBuffer.wrap(moved).putInt(tableId);
        return new RowKey(moved);
    }

    /** The header's key of the same partition. */
    public RowKey toHeader() {
        int end = partitionEnd(bytes);
        byte[] header = Arrays.copyOf(bytes, end + 1);
        header[end] = EntryKind.HEADER.code();
        return new RowKey(header);
    }

    /** The first possible stored key of a partition: where its entries begin. */
    public static byte[] partitionStart(int tableId, long token, byte[] partitionKey) {
        return prefix(tableId, token, partitionKey, 0);
    }

    /** Above every stored key of a partition, and not above any other's: where its entries end. */
    public static byte[] partitionEnd(int tableId, long token, byte[] partitionKey) {
        return prefixAnd((byte) 0xFF, tableId, token, partitionKey);
    }

    /** Where the partition's entries of this kind begin. */
    public static byte[] kindStart(int tableId, long token, byte[] partitionKey, EntryKind kind) {
        return prefixAnd(kind.code(), tableId, token, partitionKey);
    }

    /** Where, among the rows of a partition, this place is. */
    public static byte[] boundOf(int tableId, long token, byte[] partitionKey, ClusteringBound bound) {
        byte[] lowest = bound.lowestKey();
        return lowest == null
                ? partitionEnd(tableId, token, partitionKey)
                : of(tableId, token, partitionKey, EntryKind.ROW, lowest).bytes;
    }

    /** Where the table's entries begin. */
    public static byte[] tableStart(int tableId) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(tableId).array();
    }

    /** Where the table's entries end (itself outside). */
    public static byte[] tableEnd(int tableId) {
        return tableStart(tableId + 1);
    }

    /** Where the table's entries with this token begin. */
    public static byte[] tokenStart(int tableId, long token) {
        return ByteBuffer.allocate(LENGTH_AT)
                .putInt(tableId)
                .putLong(token ^ Long.MIN_VALUE)
                .array();
    }

    /** Where the table's entries with tokens up to and including this one end (itself outside). */
    public static byte[] tokenEnd(int tableId, long token) {
        return token == Long.MAX_VALUE ? tableEnd(tableId) : tokenStart(tableId, token + 1);
    }

    private static byte[] prefixAnd(byte last, int tableId, long token, byte[] partitionKey) {
        byte[] bytes = prefix(tableId, token, partitionKey, 1);
        bytes[bytes.length - 1] = last;
        return bytes;
    }

    /** What all keys of a partition begin with, and room for {@code more} bytes. */
    private static byte[] prefix(int tableId, long token, byte[] partitionKey, int more) {
        if (partitionKey.length > PARTITION_KEY_BYTES_MAX) {
            throw new IllegalArgumentException("a partition key of " + partitionKey.length + " bytes");
        }
        byte[] bytes = new byte[PARTITION_AT + partitionKey.length + more];
        ByteBuffer.wrap(bytes)
                .putInt(tableId)
                .putLong(token ^ Long.MIN_VALUE)
                .putShort((short) partitionKey.length)
                .put(partitionKey);
        return bytes;
    }

    private static int partitionEnd(byte[] bytes) {
        return PARTITION_AT + (((bytes[LENGTH_AT] & 0xFF) << 8) | (bytes[LENGTH_AT + 1] & 0xFF));
    }

    @Override
    public int compareTo(RowKey other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof RowKey that && hash == that.hash && Arrays.equals(bytes, that.bytes));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return kind() + " of table " + tableId() + ", token " + token() + ", key " + HexText.of(partitionKey())
                + ", at " + HexText.of(clustering());
    }
}
