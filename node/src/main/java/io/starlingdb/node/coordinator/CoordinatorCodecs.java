package io.starlingdb.node.coordinator;

import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.client.ErrorCode;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.data.DataCodec;
import io.starlingdb.node.data.MutationCodec;
import io.starlingdb.node.ring.Consistency;
import io.starlingdb.wire.MessageCodec;
import io.starlingdb.wire.MessageRegistry;
import io.starlingdb.wire.WireException;
import io.starlingdb.wire.WireReader;
import io.starlingdb.wire.WireWriter;
import java.util.SortedMap;
import java.util.TreeMap;

/** The messages between coordinators and their forms on the wire. Ids 150–199; append only. */
public final class CoordinatorCodecs {
    private static final int NUMBER_BYTES_MIN = 2;

    private CoordinatorCodecs() {}

    /** Adds the coordinator's messages to a node's registry. */
    public static void register(MessageRegistry.Builder registry) {
        registry.register(150, ForwardRequest.class, new ForwardRequestCodec())
                .register(151, ForwardDone.class, new ForwardDoneCodec())
                .register(152, ForwardFailed.class, new ForwardFailedCodec())
                .register(153, KeepHintRequest.class, new KeepHintRequestCodec())
                .register(154, SloppyForward.class, new SloppyForwardCodec())
                .register(155, PrepareRequest.class, new PrepareRequestCodec())
                .register(156, Prepared.class, new PreparedCodec());
    }

    private static final class ForwardRequestCodec implements MessageCodec<ForwardRequest> {
        @Override
        public void write(ForwardRequest message, WireWriter out, int version) {
            out.varint(message.epoch());
            out.varint(message.number());
            out.varint(message.receiverStart());
            ConsistencyLevel level = message.consistency().level();
            out.string(level == null ? "" : level.name());
            out.varint(message.consistency().replicas());
            MutationCodec.write(message.mutation(), out);
        }

        @Override
        public ForwardRequest read(WireReader in, int version) {
            long epoch = in.varint();
            long number = in.varint();
            long receiverStart = in.varint();
            String level = in.string();
            int replicas = in.varint(Integer.MAX_VALUE);
            Consistency consistency = level.isEmpty()
                    ? Consistency.replicas(replicas)
                    : Consistency.of(ConsistencyLevel.find(level)
                            .orElseThrow(() -> new WireException("no consistency level is called " + level)));
            return new ForwardRequest(epoch, number, receiverStart, MutationCodec.read(in), consistency);
        }
    }

    private static final class PrepareRequestCodec implements MessageCodec<PrepareRequest> {
        @Override
        public void write(PrepareRequest message, WireWriter out, int version) {
            out.varint(message.epoch());
            MutationCodec.write(message.mutation(), out);
        }

        @Override
        public PrepareRequest read(WireReader in, int version) {
            return new PrepareRequest(in.varint(), MutationCodec.read(in));
        }
    }

    private static final class PreparedCodec implements MessageCodec<Prepared> {
        @Override
        public void write(Prepared message, WireWriter out, int version) {
            DataCodec.writeDelta(message.delta(), out);
        }

        @Override
        public Prepared read(WireReader in, int version) {
            return new Prepared(DataCodec.readDelta(in));
        }
    }

    private static final class SloppyForwardCodec implements MessageCodec<SloppyForward> {
        private final ForwardRequestCodec request = new ForwardRequestCodec();

        @Override
        public void write(SloppyForward message, WireWriter out, int version) {
            request.write(message.request(), out, version);
        }

        @Override
        public SloppyForward read(WireReader in, int version) {
            return new SloppyForward(request.read(in, version));
        }
    }

    private static final class KeepHintRequestCodec implements MessageCodec<KeepHintRequest> {
        @Override
        public void write(KeepHintRequest message, WireWriter out, int version) {
            out.int64(message.target().high());
            out.int64(message.target().low());
            DataCodec.writeDelta(message.delta(), out);
        }

        @Override
        public KeepHintRequest read(WireReader in, int version) {
            return new KeepHintRequest(new NodeId(in.int64(), in.int64()), DataCodec.readDelta(in));
        }
    }

    private static final class ForwardDoneCodec implements MessageCodec<ForwardDone> {
        @Override
        public void write(ForwardDone message, WireWriter out, int version) {
            DataCodec.writeVector(message.seen(), out);
        }

        @Override
        public ForwardDone read(WireReader in, int version) {
            return new ForwardDone(DataCodec.readVector(in));
        }
    }

    private static final class ForwardFailedCodec implements MessageCodec<ForwardFailed> {
        @Override
        public void write(ForwardFailed message, WireWriter out, int version) {
            out.string(message.code().code());
            out.string(message.text());
            out.count(message.numbers().size());
            message.numbers().forEach((name, value) -> {
                out.string(name);
                out.zigzag(value);
            });
            out.bool(message.isDefinite());
            out.varint(message.epoch());
        }

        @Override
        public ForwardFailed read(WireReader in, int version) {
            ErrorCode code = ErrorCode.find(in.string()).orElse(ErrorCode.SERVER_ERROR);
            String text = in.string();
            SortedMap<String, Long> numbers = new TreeMap<>();
            for (int left = in.count(NUMBER_BYTES_MIN); left > 0; left--) {
                numbers.put(in.string(), in.zigzag());
            }
            return new ForwardFailed(code, text, numbers, in.bool(), in.varint());
        }
    }
}
