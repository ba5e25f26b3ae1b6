package io.starlingdb.node.data;

import io.starlingdb.wire.WireException;
import io.starlingdb.wire.WireReader;
import io.starlingdb.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;

/** The form in which a {@link Mutation} is forwarded to the replica that issues it. */
public final class MutationCodec {
    private static final int HAS_TIMESTAMP = 1;
    private static final int DELETES_PARTITION = 2;

    private static final int IS_STATIC = 1;
    private static final int INSERTS_MARKER = 2;
    private static final int HAS_TTL = 4;
    private static final int REMOVAL_SHIFT = 3;

    private static final int SLICE_BYTES_MIN = 4;
    private static final int ROW_BYTES_MIN = 3;
    private static final int COLUMN_BYTES_MIN = 4;

    private MutationCodec() {}

    /** Appends the mutation. */
    public static void write(Mutation mutation, WireWriter out) {
        Long timestamp = mutation.timestamp();
        out.u8((timestamp == null ? 0 : HAS_TIMESTAMP) | (mutation.deletesPartition() ? DELETES_PARTITION : 0));
        out.int32(mutation.tableId());
        out.bytes(mutation.partitionKey());
        out.int64(mutation.token());
        if (timestamp != null) {
            out.zigzag(timestamp);
        }
        out.varint(mutation.stampedAt());
        DataCodec.writeContext(mutation.context(), out);
        out.int64(mutation.requestId());
        out.count(mutation.rangeDeletions().size());
        for (Slice slice : mutation.rangeDeletions()) {
            DataCodec.writeSlice(slice, out);
        }
        out.count(mutation.rows().size());
        for (RowChange row : mutation.rows()) {
            writeRow(row, out);
        }
    }

    private static void writeRow(RowChange row, WireWriter out) {
        out.u8((row.isStatic() ? IS_STATIC : 0)
                | (row.insertsMarker() ? INSERTS_MARKER : 0)
                | (row.ttlSeconds() == 0 ? 0 : HAS_TTL)
                | row.removal().code() << REMOVAL_SHIFT);
        out.bytes(row.clustering());
        if (row.ttlSeconds() != 0) {
            out.varint(row.ttlSeconds());
        }
        out.count(row.columns().size());
        for (ColumnChange column : row.columns()) {
            out.u8(column.op().code());
            out.varint(column.columnId());
            out.nullableBytes(column.path());
            out.nullableBytes(column.value());
        }
    }

    /**
     * Reads a mutation.
     *
     * @throws WireException if it is none
     */
    public static Mutation read(WireReader in) {
        int flags = in.u8();
        int tableId = in.int32();
        byte[] partitionKey = in.bytes();
        long token = in.int64();
        Long timestamp = (flags & HAS_TIMESTAMP) != 0 ? in.zigzag() : null;
        long stampedAt = in.varint();
        var context = DataCodec.readContext(in);
        long requestId = in.int64();
        List<Slice> slices = new ArrayList<>(0);
        for (int left = in.count(SLICE_BYTES_MIN); left > 0; left--) {
            slices.add(DataCodec.readSlice(in));
        }
        int count = in.count(ROW_BYTES_MIN);
        List<RowChange> rows = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            rows.add(readRow(in));
        }
        return new Mutation(
                tableId,
                partitionKey,
                token,
                timestamp,
                stampedAt,
                context,
                requestId,
                (flags & DELETES_PARTITION) != 0,
                slices,
                rows);
    }

    private static RowChange readRow(WireReader in) {
        int flags = in.u8();
        byte[] clustering = in.bytes();
        int ttl = (flags & HAS_TTL) != 0 ? in.varint(Integer.MAX_VALUE) : 0;
        int count = in.count(COLUMN_BYTES_MIN);
        List<ColumnChange> columns = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int code = in.u8();
            ColumnChange.Op op = ColumnChange.Op.ofCode(code);
            if (op == null) {
                throw new WireException("no column change has the code " + code);
            }
            columns.add(new ColumnChange(in.varint(Integer.MAX_VALUE), op, in.nullableBytes(), in.nullableBytes()));
        }
        RowChange.Removal removal = switch (flags >> REMOVAL_SHIFT) {
            case 0 -> RowChange.Removal.NONE;
            case 1 -> RowChange.Removal.DELETE;
            case 2 -> RowChange.Removal.REPLACE;
            default -> throw new WireException("no removal has the code " + (flags >> REMOVAL_SHIFT));
        };
        return new RowChange(
                (flags & IS_STATIC) != 0, clustering, (flags & INSERTS_MARKER) != 0, removal, ttl, columns);
    }
}
