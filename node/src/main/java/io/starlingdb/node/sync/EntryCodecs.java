package io.starlingdb.node.sync;

import io.starlingdb.node.data.DataCodec;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.replica.ReplicaCodecs;
import io.starlingdb.wire.MessageCodec;
import io.starlingdb.wire.MessageRegistry;
import io.starlingdb.wire.WireReader;
import io.starlingdb.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;

/** The messages that carry entries between co-replicas and their forms on the wire: ids 194–196. */
public final class EntryCodecs {
    private static final int KEY_BYTES_MIN = 1;

    private EntryCodecs() {}

    /** Makes the messages known. */
    public static void register(MessageRegistry.Builder registry) {
        registry.register(194, EntriesRequest.class, new RequestCodec())
                .register(195, EntriesPush.class, new PushCodec())
                .register(196, EntriesReply.class, new ReplyCodec());
    }

    private static final class RequestCodec implements MessageCodec<EntriesRequest> {
        @Override
        public void write(EntriesRequest message, WireWriter out, int version) {
            out.varint(message.epoch());
            out.varint(message.settled());
            out.count(message.keys().size());
            message.keys().forEach(key -> DataCodec.writeKey(key, out));
        }

        @Override
        public EntriesRequest read(WireReader in, int version) {
            long epoch = in.varint();
            long settled = in.varint();
            List<RowKey> keys = new ArrayList<>();
            for (int left = in.count(KEY_BYTES_MIN); left > 0; left--) {
                keys.add(DataCodec.readKey(in));
            }
            return new EntriesRequest(epoch, settled, keys);
        }
    }

    private static final class PushCodec implements MessageCodec<EntriesPush> {
        @Override
        public void write(EntriesPush message, WireWriter out, int version) {
            out.varint(message.epoch());
            out.varint(message.settled());
            out.varint(message.fence());
            ReplicaCodecs.writeEntries(message.entries(), out);
        }

        @Override
        public EntriesPush read(WireReader in, int version) {
            return new EntriesPush(in.varint(), in.varint(), in.varint(), ReplicaCodecs.readEntries(in));
        }
    }

    private static final class ReplyCodec implements MessageCodec<EntriesReply> {
        @Override
        public void write(EntriesReply message, WireWriter out, int version) {
            ReplicaCodecs.writeEntries(message.entries(), out);
            out.varint(message.answered());
        }

        @Override
        public EntriesReply read(WireReader in, int version) {
            return new EntriesReply(ReplicaCodecs.readEntries(in), in.varint(Integer.MAX_VALUE));
        }
    }
}
