package io.starlingdb.node.replica;

import io.starlingdb.wire.MessageCodec;
import io.starlingdb.wire.MessageRegistry;
import io.starlingdb.wire.WireReader;
import io.starlingdb.wire.WireWriter;

/** The messages about starts and their forms on the wire: ids 120 and 121. */
final class StartCodecs {
    private StartCodecs() {}

    static void register(MessageRegistry.Builder registry) {
        registry.register(120, StartClaim.class, new StartClaimCodec())
                .register(121, StartMemory.class, new StartMemoryCodec());
    }

    private static final class StartClaimCodec implements MessageCodec<StartClaim> {
        @Override
        public void write(StartClaim message, WireWriter out, int version) {
            out.nodeId(message.node());
            out.varint(message.start());
            out.int64(message.mark());
        }

        @Override
        public StartClaim read(WireReader in, int version) {
            return new StartClaim(in.nodeId(), in.varint(), in.int64());
        }
    }

    private static final class StartMemoryCodec implements MessageCodec<StartMemory> {
        @Override
        public void write(StartMemory message, WireWriter out, int version) {
            out.varint(message.highest());
        }

        @Override
        public StartMemory read(WireReader in, int version) {
            return new StartMemory(in.varint());
        }
    }
}
