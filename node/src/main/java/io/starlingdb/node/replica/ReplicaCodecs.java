package io.starlingdb.node.replica;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.node.data.DataCodec;
import io.starlingdb.node.data.Entry;
import io.starlingdb.node.data.ReadQueryCodec;
import io.starlingdb.node.data.ResumePoint;
import io.starlingdb.node.data.RowCodec;
import io.starlingdb.wire.MessageCodec;
import io.starlingdb.wire.MessageRegistry;
import io.starlingdb.wire.WireReader;
import io.starlingdb.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The messages of replicas and their forms on the wire. Ids 100–149; append only. */
public final class ReplicaCodecs {
    private static final int ENTRY_BYTES_MIN = 2;

    private ReplicaCodecs() {}

    /** Adds the replica's messages to a node's registry. */
    public static void register(MessageRegistry.Builder registry) {
        registry.register(100, JoinRequest.class, new JoinRequestCodec())
                .register(101, RepairRequest.class, new RepairRequestCodec())
                .register(102, Done.class, new DoneCodec())
                .register(103, Refused.class, new RefusedCodec())
                .register(104, ReadRequest.class, new ReadRequestCodec())
                .register(105, ReadReply.class, new ReadReplyCodec())
                .register(110, Misplaced.class, new MisplacedCodec());
        IndexCodecs.register(registry);
        ExchangeCodecs.register(registry);
        StartCodecs.register(registry);
    }

    /** Writes entries with their keys. */
    public static void writeEntries(List<Entry> entries, WireWriter out) {
        out.count(entries.size());
        for (Entry entry : entries) {
            DataCodec.writeKey(entry.key(), out);
            RowCodec.write(entry.row(), out);
        }
    }

    /** Reads what {@link #writeEntries} wrote. */
    public static List<Entry> readEntries(WireReader in) {
        int count = in.count(ENTRY_BYTES_MIN);
        List<Entry> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            entries.add(new Entry(DataCodec.readKey(in), RowCodec.read(in)));
        }
        return entries;
    }

    private static final class JoinRequestCodec implements MessageCodec<JoinRequest> {
        @Override
        public void write(JoinRequest message, WireWriter out, int version) {
            out.varint(message.epoch());
            DataCodec.writeDelta(message.delta(), out);
        }

        @Override
        public JoinRequest read(WireReader in, int version) {
            return new JoinRequest(in.varint(), DataCodec.readDelta(in));
        }
    }

    private static final class RepairRequestCodec implements MessageCodec<RepairRequest> {
        @Override
        public void write(RepairRequest message, WireWriter out, int version) {
            out.varint(message.epoch());
            writeEntries(message.entries(), out);
        }

        @Override
        public RepairRequest read(WireReader in, int version) {
            return new RepairRequest(in.varint(), readEntries(in));
        }
    }

    private static final class DoneCodec implements MessageCodec<Done> {
        @Override
        public void write(Done message, WireWriter out, int version) {
            out.varint(message.last());
        }

        @Override
        public Done read(WireReader in, int version) {
            return new Done(in.varint());
        }
    }

    private static final class RefusedCodec implements MessageCodec<Refused> {
        @Override
        public void write(Refused message, WireWriter out, int version) {
            out.string(message.code().code());
            out.string(message.text());
            out.varint(message.epoch());
        }

        @Override
        public Refused read(WireReader in, int version) {
            ErrorCode code = ErrorCode.find(in.string()).orElse(ErrorCode.SERVER_ERROR);
            return new Refused(code, in.string(), in.varint());
        }
    }

    private static final class MisplacedCodec implements MessageCodec<Misplaced> {
        @Override
        public void write(Misplaced message, WireWriter out, int version) {
            out.varint(message.epoch());
        }

        @Override
        public Misplaced read(WireReader in, int version) {
            return new Misplaced(in.varint());
        }
    }

    private static final class ReadRequestCodec implements MessageCodec<ReadRequest> {
        @Override
        public void write(ReadRequest message, WireWriter out, int version) {
            out.varint(message.epoch());
            out.u8(message.mode().code());
            ReadQueryCodec.write(message.query(), out);
        }

        @Override
        public ReadRequest read(WireReader in, int version) {
            return new ReadRequest(in.varint(), ReadMode.ofCode(in.u8()), ReadQueryCodec.read(in));
        }
    }

    private static final class ReadReplyCodec implements MessageCodec<ReadReply> {
        private static final int COUNTS = 1;
        private static final int WHOLE = 2;
        private static final int ENDS = 4;
        private static final int SETTLED = 8;

        @Override
        public void write(ReadReply message, WireWriter out, int version) {
            ResumePoint end = message.end();
            out.u8((message.counts() ? COUNTS : 0)
                    | (message.whole() ? WHOLE : 0)
                    | (end == null ? 0 : ENDS)
                    | (message.settled() <= 0 ? 0 : SETTLED));
            out.int64(message.sum().cells());
            out.int64(message.sum().vectors());
            if (end != null) {
                out.bytes(end.partitionKey());
                out.int64(end.token());
                out.nullableBytes(end.clustering());
            }
            writeEntries(message.entries(), out);
            if (message.settled() > 0) {
                out.varint(message.settled());
            }
        }

        @Override
        public ReadReply read(WireReader in, int version) {
            int flags = in.u8();
            VersionSum sum = new VersionSum(in.int64(), in.int64());
            ResumePoint end = (flags & ENDS) == 0 ? null : readEnd(in);
            List<Entry> entries = readEntries(in);
            long settled = (flags & SETTLED) == 0 ? 0 : in.varint();
            return new ReadReply((flags & COUNTS) != 0, sum, end, (flags & WHOLE) != 0, entries, settled);
        }

        private static @Nullable ResumePoint readEnd(WireReader in) {
            return new ResumePoint(in.bytes(), in.int64(), in.nullableBytes(), 0);
        }
    }
}
