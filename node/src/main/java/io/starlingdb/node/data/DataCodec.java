package io.starlingdb.node.data;

import io.starlingdb.kernel.TokenRange;
import io.starlingdb.node.schema.ClusteringBound;
import io.starlingdb.node.version.CausalContext;
import io.starlingdb.node.version.Dot;
import io.starlingdb.node.version.VersionVector;
import io.starlingdb.wire.WireException;
import io.starlingdb.wire.WireReader;
import io.starlingdb.wire.WireWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The forms in which keys, deltas and vectors travel between nodes, as parts of messages. */
public final class DataCodec {
    private static final int DELTA_ROW_BYTES_MIN = 4;

    private DataCodec() {}

    /** Appends a delta. All its entries are of one partition, so the keys share what they begin with. */
    public static void writeDelta(Delta delta, WireWriter out) {
        out.varint(Integer.toUnsignedLong(delta.dot().actor()));
        out.varint(delta.dot().stamp());
        out.zigzag(delta.timestamp() - delta.dot().stamp());
        out.count(delta.rows().size());
        byte[] before = Cell.NO_VALUE;
        for (RowDelta row : delta.rows()) {
            byte[] key = row.key().bytes();
            int shared = sharedBytes(before, key);
            out.varint(shared);
            out.varint(key.length - shared);
            out.raw(key, shared, key.length - shared);
            RowCodec.write(row.row(), out);
            before = key;
        }
    }

    /**
     * Reads a delta.
     *
     * @throws WireException if it is none
     */
    public static Delta readDelta(WireReader in) {
        Dot dot = new Dot((int) in.varint(), in.varint());
        long timestamp = dot.stamp() + in.zigzag();
        int count = in.count(DELTA_ROW_BYTES_MIN);
        List<RowDelta> rows = new ArrayList<>(count);
        byte[] before = Cell.NO_VALUE;
        for (int i = 0; i < count; i++) {
            int shared = in.varint(before.length);
            byte[] rest = in.raw(in.varint(in.remaining()));
            byte[] key = Arrays.copyOf(before, shared + rest.length);
            System.arraycopy(rest, 0, key, shared, rest.length);
            rows.add(new RowDelta(rowKey(key), dot, RowCodec.read(in)));
            before = key;
        }
        return new Delta(dot, timestamp, rows);
    }

    /** Appends an entry's key. */
    public static void writeKey(RowKey key, WireWriter out) {
        out.bytes(key.bytes());
    }

    /**
     * Reads an entry's key.
     *
     * @throws WireException if it is none
     */
    public static RowKey readKey(WireReader in) {
        return rowKey(in.bytes());
    }

    /** Appends a version vector. */
    public static void writeVector(VersionVector vector, WireWriter out) {
        long base = vector.isEmpty() ? 0 : vector.toAt(0);
        out.varint(base);
        VectorCodec.write(vector, base, out);
    }

    /**
     * Reads a version vector.
     *
     * @throws WireException if it is none
     */
    public static VersionVector readVector(WireReader in) {
        return VectorCodec.read(in, in.varint());
    }

    static void writeContext(@Nullable CausalContext context, WireWriter out) {
        out.bool(context != null);
        if (context != null) {
            writeVector(context.vector(), out);
        }
    }

    static @Nullable CausalContext readContext(WireReader in) {
        return in.bool() ? new CausalContext(readVector(in)) : null;
    }

    static void writeSlice(Slice slice, WireWriter out) {
        writeBound(slice.start(), out);
        writeBound(slice.end(), out);
    }

    static Slice readSlice(WireReader in) {
        return new Slice(readBound(in), readBound(in));
    }

    private static void writeBound(ClusteringBound bound, WireWriter out) {
        out.bool(bound.isAfter());
        out.bytes(bound.prefix());
    }

    private static ClusteringBound readBound(WireReader in) {
        boolean after = in.bool();
        return after ? ClusteringBound.after(in.bytes()) : ClusteringBound.before(in.bytes());
    }

    static void writeTokens(TokenRange range, WireWriter out) {
        out.int64(range.start());
        out.int64(range.end());
    }

    static TokenRange readTokens(WireReader in) {
        return new TokenRange(in.int64(), in.int64());
    }

    private static RowKey rowKey(byte[] bytes) {
        try {
            return RowKey.decode(bytes);
        } catch (IllegalArgumentException e) {
            throw new WireException(String.valueOf(e.getMessage()));
        }
    }

    private static int sharedBytes(byte[] left, byte[] right) {
        int mismatch = Arrays.mismatch(left, right);
        return mismatch < 0 ? left.length : mismatch;
    }
}
