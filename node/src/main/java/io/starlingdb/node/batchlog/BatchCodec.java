package io.starlingdb.node.batchlog;

import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.coordinator.LoggedBatch;
import io.starlingdb.node.coordinator.LoggedBatch.BatchId;
import io.starlingdb.node.data.DataCodec;
import io.starlingdb.node.data.Delta;
import io.starlingdb.wire.WireException;
import io.starlingdb.wire.WireReader;
import io.starlingdb.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;

/** The form of a batch, stored and on the wire: {@code form u8 | actor | stamp | coordinator 16 | count | deltas}. */
final class BatchCodec {
    private static final int FORM = 1;
    private static final int DELTA_BYTES_MIN = 4;

    private BatchCodec() {}

    static void write(LoggedBatch batch, WireWriter out) {
        out.u8(FORM);
        writeId(batch.id(), out);
        out.int64(batch.coordinator().high());
        out.int64(batch.coordinator().low());
        out.count(batch.deltas().size());
        for (Delta delta : batch.deltas()) {
            DataCodec.writeDelta(delta, out);
        }
    }

    static LoggedBatch read(WireReader in) {
        int form = in.u8();
        if (form != FORM) {
            throw new WireException("a logged batch of form " + form);
        }
        BatchId id = readId(in);
        NodeId coordinator = new NodeId(in.int64(), in.int64());
        int count = in.count(DELTA_BYTES_MIN);
        List<Delta> deltas = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            deltas.add(DataCodec.readDelta(in));
        }
        return new LoggedBatch(id, coordinator, deltas);
    }

    static void writeId(BatchId id, WireWriter out) {
        out.varint(Integer.toUnsignedLong(id.actor()));
        out.varint(id.stamp());
    }

    static BatchId readId(WireReader in) {
        return new BatchId((int) in.varint(), in.varint());
    }

    static byte[] encode(LoggedBatch batch) {
        WireWriter out = new WireWriter(256);
        write(batch, out);
        return out.toByteArray();
    }

    static LoggedBatch decode(byte[] stored) {
        WireReader in = new WireReader(stored, 0, stored.length);
        LoggedBatch batch = read(in);
        in.expectEnd();
        return batch;
    }
}
