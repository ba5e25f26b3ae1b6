package io.starlingdb.node.data;

import io.starlingdb.wire.WireException;
import io.starlingdb.wire.WireReader;
import io.starlingdb.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The form in which a {@link ReadQuery} travels to replicas. */
public final class ReadQueryCodec {
    private static final int ONE_PARTITION = 1;
    private static final int REVERSED = 2;
    private static final int RESUMES = 4;
    private static final int HAS_ROW_LIMIT = 8;
    private static final int HAS_PARTITION_LIMIT = 16;

    private static final int SLICE_BYTES_MIN = 4;
    private static final int CONDITION_BYTES_MIN = 3;

    private ReadQueryCodec() {}

    /** Appends the query. */
    public static void write(ReadQuery query, WireWriter out) {
        boolean rowLimit = query.rowLimit() != ReadQuery.UNLIMITED;
        boolean partitionLimit = query.perPartitionLimit() != ReadQuery.UNLIMITED;
        out.u8((query.target() instanceof Partitions.One ? ONE_PARTITION : 0)
                | (query.reversed() ? REVERSED : 0)
                | (query.after() == null ? 0 : RESUMES)
                | (rowLimit ? HAS_ROW_LIMIT : 0)
                | (partitionLimit ? HAS_PARTITION_LIMIT : 0));
        out.int32(query.tableId());
        if (query.target() instanceof Partitions.One one) {
            out.bytes(one.key());
            out.int64(one.token());
        } else if (query.target() instanceof Partitions.InRange range) {
            DataCodec.writeTokens(range.range(), out);
        }
        out.count(query.slices().size());
        for (Slice slice : query.slices()) {
            DataCodec.writeSlice(slice, out);
        }
        if (rowLimit) {
            out.varint(query.rowLimit());
        }
        if (partitionLimit) {
            out.varint(query.perPartitionLimit());
        }
        out.count(query.filter().conditions().size());
        for (RowFilter.Condition condition : query.filter().conditions()) {
            out.u8(condition.op().code());
            out.varint(condition.columnId());
            out.bytes(condition.value());
        }
        writeResumePoint(query.after(), out);
        out.varint(query.nowSeconds());
    }

    private static void writeResumePoint(@Nullable ResumePoint after, WireWriter out) {
        if (after != null) {
            out.bytes(after.partitionKey());
            out.int64(after.token());
            out.nullableBytes(after.clustering());
            out.varint(after.rowsOfPartition());
        }
    }

    /**
     * Reads a query.
     *
     * @throws WireException if it is none
     */
    public static ReadQuery read(WireReader in) {
        int flags = in.u8();
        int tableId = in.int32();
        Partitions target = (flags & ONE_PARTITION) != 0
                ? new Partitions.One(in.bytes(), in.int64())
                : new Partitions.InRange(DataCodec.readTokens(in));
        int sliceCount = in.count(SLICE_BYTES_MIN);
        List<Slice> slices = new ArrayList<>(sliceCount);
        for (int i = 0; i < sliceCount; i++) {
            slices.add(DataCodec.readSlice(in));
        }
        int rowLimit = (flags & HAS_ROW_LIMIT) != 0 ? in.varint(Integer.MAX_VALUE) : ReadQuery.UNLIMITED;
        int partitionLimit = (flags & HAS_PARTITION_LIMIT) != 0 ? in.varint(Integer.MAX_VALUE) : ReadQuery.UNLIMITED;
        RowFilter filter = readFilter(in);
        ResumePoint after = (flags & RESUMES) == 0
                ? null
                : new ResumePoint(in.bytes(), in.int64(), in.nullableBytes(), in.varint(Integer.MAX_VALUE));
        return new ReadQuery(
                tableId, target, slices, (flags & REVERSED) != 0, rowLimit, partitionLimit, filter, after, in.varint());
    }

    private static RowFilter readFilter(WireReader in) {
        int count = in.count(CONDITION_BYTES_MIN);
        if (count == 0) {
            return RowFilter.ALL;
        }
        List<RowFilter.Condition> conditions = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int code = in.u8();
            RowFilter.Op op = RowFilter.Op.ofCode(code);
            if (op == null) {
                throw new WireException("no condition has the code " + code);
            }
            conditions.add(new RowFilter.Condition(in.varint(Integer.MAX_VALUE), op, in.bytes()));
        }
        return new RowFilter(conditions);
    }
}
