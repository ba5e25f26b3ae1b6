package io.starlingdb.node.replica;

import io.starlingdb.kernel.TokenRange;
import io.starlingdb.node.data.DataCodec;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.wire.MessageCodec;
import io.starlingdb.wire.MessageRegistry;
import io.starlingdb.wire.WireException;
import io.starlingdb.wire.WireReader;
import io.starlingdb.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;

/** The messages of exchanges between co-replicas and their forms on the wire: ids 106–109. */
final class ExchangeCodecs {
    private static final int KEY_BYTES_MIN = 1;
    private static final int VERSION_BYTES_MIN = 17;

    private ExchangeCodecs() {}

    static void register(MessageRegistry.Builder registry) {
        registry.register(106, VersionsRequest.class, new VersionsRequestCodec())
                .register(107, VersionsPage.class, new VersionsPageCodec())
                .register(108, RowsRequest.class, new RowsRequestCodec())
                .register(109, RowsReply.class, new RowsReplyCodec());
    }

    private static final class VersionsRequestCodec implements MessageCodec<VersionsRequest> {
        @Override
        public void write(VersionsRequest message, WireWriter out, int version) {
            out.varint(message.epoch());
            out.int32(message.tableId());
            out.int64(message.range().start());
            out.int64(message.range().end());
            RowKey after = message.after();
            out.bool(after != null);
            if (after != null) {
                DataCodec.writeKey(after, out);
            }
            out.varint(message.entriesMax());
        }

        @Override
        public VersionsRequest read(WireReader in, int version) {
            return new VersionsRequest(
                    in.varint(),
                    in.int32(),
                    new TokenRange(in.int64(), in.int64()),
                    in.bool() ? DataCodec.readKey(in) : null,
                    in.varint(Integer.MAX_VALUE));
        }
    }

    private static final class VersionsPageCodec implements MessageCodec<VersionsPage> {
        @Override
        public void write(VersionsPage message, WireWriter out, int version) {
            out.count(message.versions().size());
            for (EntryVersion entry : message.versions()) {
                DataCodec.writeKey(entry.key(), out);
                out.int64(entry.version().cells());
                out.int64(entry.version().vectors());
            }
            out.bool(message.hasMore());
        }

        @Override
        public VersionsPage read(WireReader in, int version) {
            int count = in.count(VERSION_BYTES_MIN);
            List<EntryVersion> versions = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                versions.add(new EntryVersion(DataCodec.readKey(in), new VersionSum(in.int64(), in.int64())));
            }
            boolean hasMore = in.bool();
            if (hasMore && versions.isEmpty()) {
                throw new WireException("a page without entries cannot have more behind it");
            }
            return new VersionsPage(versions, hasMore);
        }
    }

    private static final class RowsRequestCodec implements MessageCodec<RowsRequest> {
        @Override
        public void write(RowsRequest message, WireWriter out, int version) {
            out.varint(message.epoch());
            out.count(message.keys().size());
            message.keys().forEach(key -> DataCodec.writeKey(key, out));
        }

        @Override
        public RowsRequest read(WireReader in, int version) {
            long epoch = in.varint();
            int count = in.count(KEY_BYTES_MIN);
            List<RowKey> keys = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                keys.add(DataCodec.readKey(in));
            }
            return new RowsRequest(epoch, keys);
        }
    }

    private static final class RowsReplyCodec implements MessageCodec<RowsReply> {
        @Override
        public void write(RowsReply message, WireWriter out, int version) {
            ReplicaCodecs.writeEntries(message.entries(), out);
            out.varint(message.answered());
        }

        @Override
        public RowsReply read(WireReader in, int version) {
            return new RowsReply(ReplicaCodecs.readEntries(in), in.varint(Integer.MAX_VALUE));
        }
    }
}
