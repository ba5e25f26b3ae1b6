package io.starlingdb.node.replica;

import io.starlingdb.kernel.TokenRange;
import io.starlingdb.node.data.DataCodec;
import io.starlingdb.node.data.IndexQuery;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.data.ValueRange;
import io.starlingdb.wire.MessageCodec;
import io.starlingdb.wire.MessageRegistry;
import io.starlingdb.wire.WireException;
import io.starlingdb.wire.WireReader;
import io.starlingdb.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;

/** The messages of index lookups and their forms on the wire: ids 111 and 112. */
final class IndexCodecs {
    private static final int KEY_BYTES_MIN = 1;
    private static final int VALUE_BYTES_MIN = 2;

    private IndexCodecs() {}

    static void register(MessageRegistry.Builder registry) {
        registry.register(111, IndexRequest.class, new RequestCodec())
                .register(112, IndexReply.class, new ReplyCodec());
    }

    private static final class RequestCodec implements MessageCodec<IndexRequest> {
        @Override
        public void write(IndexRequest message, WireWriter out, int version) {
            IndexQuery query = message.query();
            out.varint(message.epoch());
            out.int32(query.tableId());
            out.int32(query.indexId());
            out.int64(query.range().start());
            out.int64(query.range().end());
            out.count(query.values().size());
            for (ValueRange values : query.values()) {
                out.bytes(values.from());
                out.nullableBytes(values.to());
            }
            out.nullableBytes(query.from());
            out.varint(query.keysMax());
        }

        @Override
        public IndexRequest read(WireReader in, int version) {
            long epoch = in.varint();
            int tableId = in.int32();
            int indexId = in.int32();
            TokenRange range = new TokenRange(in.int64(), in.int64());
            int count = in.count(VALUE_BYTES_MIN);
            List<ValueRange> values = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                values.add(new ValueRange(in.bytes(), in.nullableBytes()));
            }
            return new IndexRequest(
                    epoch,
                    new IndexQuery(tableId, indexId, range, values, in.nullableBytes(), in.varint(Integer.MAX_VALUE)));
        }
    }

    private static final class ReplyCodec implements MessageCodec<IndexReply> {
        @Override
        public void write(IndexReply message, WireWriter out, int version) {
            out.count(message.keys().size());
            message.keys().forEach(key -> DataCodec.writeKey(key, out));
            out.bool(message.hasMore());
            out.bool(message.counts());
        }

        @Override
        public IndexReply read(WireReader in, int version) {
            int count = in.count(KEY_BYTES_MIN);
            List<RowKey> keys = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                keys.add(DataCodec.readKey(in));
            }
            boolean hasMore = in.bool();
            if (hasMore && keys.isEmpty()) {
                throw new WireException("a page without keys cannot have more behind it");
            }
            return new IndexReply(keys, hasMore, in.bool());
        }
    }
}
