package io.starlingdb.node.batchlog;

import io.starlingdb.wire.MessageCodec;
import io.starlingdb.wire.MessageRegistry;
import io.starlingdb.wire.WireReader;
import io.starlingdb.wire.WireWriter;

/** The messages about logged batches. Ids 160–164; append only. */
public final class BatchLogMessages {
    private BatchLogMessages() {}

    /** Adds them to a node's registry. */
    public static void register(MessageRegistry.Builder registry) {
        registry.register(160, StoreBatch.class, new StoreBatchCodec())
                .register(161, ForgetBatch.class, new ForgetBatchCodec());
    }

    private static final class StoreBatchCodec implements MessageCodec<StoreBatch> {
        @Override
        public void write(StoreBatch message, WireWriter out, int version) {
            BatchCodec.write(message.batch(), out);
        }

        @Override
        public StoreBatch read(WireReader in, int version) {
            return new StoreBatch(BatchCodec.read(in));
        }
    }

    private static final class ForgetBatchCodec implements MessageCodec<ForgetBatch> {
        @Override
        public void write(ForgetBatch message, WireWriter out, int version) {
            BatchCodec.writeId(message.id(), out);
        }

        @Override
        public ForgetBatch read(WireReader in, int version) {
            return new ForgetBatch(BatchCodec.readId(in));
        }
    }
}
