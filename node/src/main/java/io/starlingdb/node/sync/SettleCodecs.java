package io.starlingdb.node.sync;

import io.starlingdb.antientropy.Scope;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.kernel.TokenRange;
import io.starlingdb.wire.MessageCodec;
import io.starlingdb.wire.MessageRegistry;
import io.starlingdb.wire.WireException;
import io.starlingdb.wire.WireReader;
import io.starlingdb.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;

/** The messages by which owners agree on settled time and their forms on the wire: ids 197 and 198. */
public final class SettleCodecs {
    private static final int IN_STEP_BYTES_MIN = 19;

    private SettleCodecs() {}

    /** Makes the messages known. */
    public static void register(MessageRegistry.Builder registry) {
        registry.register(197, SettleAsk.class, new AskCodec()).register(198, SettleTold.class, new ToldCodec());
    }

    private static final class AskCodec implements MessageCodec<SettleAsk> {
        @Override
        public void write(SettleAsk message, WireWriter out, int version) {
            out.varint(message.epoch());
            out.string(message.scope().keyspace());
            out.int64(message.scope().range().start());
            out.int64(message.scope().range().end());
            out.u8(message.step().code());
            out.varint(message.version());
            out.varint(message.settled());
        }

        @Override
        public SettleAsk read(WireReader in, int version) {
            long epoch = in.varint();
            Scope scope = new Scope(in.string(), new TokenRange(in.int64(), in.int64()));
            try {
                return new SettleAsk(epoch, scope, SettleAsk.Step.ofCode(in.u8()), in.varint(), in.varint());
            } catch (IllegalArgumentException e) {
                throw new WireException(String.valueOf(e.getMessage()));
            }
        }
    }

    private static final class ToldCodec implements MessageCodec<SettleTold> {
        @Override
        public void write(SettleTold message, WireWriter out, int version) {
            out.u8(message.standing().code());
            out.varint(message.version());
            out.varint(message.fence());
            out.varint(message.closed());
            out.varint(message.settled());
            out.count(message.inStep().size());
            for (SettleTold.InStep one : message.inStep()) {
                out.nodeId(one.with());
                out.varint(one.mine());
                out.varint(one.theirs());
                out.varint(one.closed());
            }
        }

        @Override
        public SettleTold read(WireReader in, int version) {
            try {
                SettleTold.Standing standing = SettleTold.Standing.ofCode(in.u8());
                long own = in.varint();
                long fence = in.varint();
                long closed = in.varint();
                long settled = in.varint();
                List<SettleTold.InStep> inStep = new ArrayList<>();
                for (int left = in.count(IN_STEP_BYTES_MIN); left > 0; left--) {
                    inStep.add(new SettleTold.InStep(
                            new NodeId(in.int64(), in.int64()), in.varint(), in.varint(), in.varint()));
                }
                return new SettleTold(standing, own, fence, closed, settled, inStep);
            } catch (IllegalArgumentException e) {
                throw new WireException(String.valueOf(e.getMessage()));
            }
        }
    }
}
