package io.starlingdb.node.streaming;

import io.starlingdb.kernel.TokenRange;
import io.starlingdb.node.data.CorruptRowException;
import io.starlingdb.node.data.DataCodec;
import io.starlingdb.node.data.Entry;
import io.starlingdb.node.data.RowCodec;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.wire.MessageCodec;
import io.starlingdb.wire.MessageRegistry;
import io.starlingdb.wire.WireException;
import io.starlingdb.wire.WireReader;
import io.starlingdb.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The messages of streams and their forms on the wire. Ids 140–144; append only. */
public final class StreamCodecs {
    private static final int ENTRY_BYTES_MIN = 2;

    private StreamCodecs() {}

    /** Adds the messages to a node's registry. */
    public static void register(MessageRegistry.Builder registry) {
        registry.register(140, StreamRequest.class, new RequestCodec())
                .register(141, StreamPage.class, new PageCodec());
    }

    private static void writeKey(@Nullable RowKey key, WireWriter out) {
        out.bool(key != null);
        if (key != null) {
            DataCodec.writeKey(key, out);
        }
    }

    private static @Nullable RowKey readKey(WireReader in) {
        return in.bool() ? DataCodec.readKey(in) : null;
    }

    private static final class RequestCodec implements MessageCodec<StreamRequest> {
        @Override
        public void write(StreamRequest message, WireWriter out, int version) {
            out.varint(message.epoch());
            out.int32(message.tableId());
            out.int64(message.range().start());
            out.int64(message.range().end());
            writeKey(message.after(), out);
        }

        @Override
        public StreamRequest read(WireReader in, int version) {
            return new StreamRequest(in.varint(), in.int32(), new TokenRange(in.int64(), in.int64()), readKey(in));
        }
    }

    private static final class PageCodec implements MessageCodec<StreamPage> {
        @Override
        public void write(StreamPage message, WireWriter out, int version) {
            out.count(message.entries().size());
            for (Entry entry : message.entries()) {
                DataCodec.writeKey(entry.key(), out);
                out.bytes(RowCodec.encode(entry.key(), entry.row()));
            }
            writeKey(message.end(), out);
            out.bool(message.isGood());
        }

        @Override
        public StreamPage read(WireReader in, int version) {
            int count = in.count(ENTRY_BYTES_MIN);
            List<Entry> entries = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                RowKey key = DataCodec.readKey(in);
                try {
                    entries.add(new Entry(key, RowCodec.decode(key, in.bytes())));
                } catch (CorruptRowException e) {
                    throw new WireException("a streamed row was changed on its way: " + e.getMessage());
                }
            }
            return new StreamPage(entries, readKey(in), in.bool());
        }
    }
}
