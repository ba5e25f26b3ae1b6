package io.starlingdb.node.sync;

import io.starlingdb.antientropy.MerkleTree;
import io.starlingdb.kernel.Tokens;
import io.starlingdb.node.data.RowKey;
import java.nio.ByteBuffer;

/** Where stored keys lie in the trees, from their bytes. */
final class RowPlaces implements MerkleTree.Places {
    static final RowPlaces INSTANCE = new RowPlaces();

    private RowPlaces() {}

    @Override
    public int table(byte[] key) {
        return ByteBuffer.wrap(key).getInt();
    }

    @Override
    public int slice(byte[] key) {
        return Tokens.slice(ByteBuffer.wrap(key).getLong(Integer.BYTES) ^ Long.MIN_VALUE);
    }

    /** Where a table's entries of this slice begin. */
    static byte[] sliceStart(int table, int slice) {
        return RowKey.tokenStart(table, Tokens.startOf(slice) + 1);
    }

    /** Where the next slice's entries begin, or the next table's: where to read on behind what cannot be read. */
    static byte[] behind(byte[] key) {
        return sliceEnd(INSTANCE.table(key), key.length < 12 ? 0 : INSTANCE.slice(key));
    }

    /**
     * Where they end (itself outside). The last slice's last token is the lowest of all and sorts in front: its entries are counted with the last
     * slice, but lie at the table's beginning. No partition key's token is that one.
     */
    static byte[] sliceEnd(int table, int slice) {
        return slice == Tokens.SLICES - 1 ? RowKey.tableEnd(table) : sliceStart(table, slice + 1);
    }
}
