package io.starlingdb.node.admin;

import io.starlingdb.gossip.Liveness;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.wire.MessageCodec;
import io.starlingdb.wire.MessageRegistry;
import io.starlingdb.wire.WireException;
import io.starlingdb.wire.WireReader;
import io.starlingdb.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;

/** The messages about views and their forms on the wire. Ids 145 and 146; append only. */
public final class ViewCodecs {
    private static final int OPINION_BYTES_MIN = 19;
    private static final List<Liveness> CODES = List.of(Liveness.ALIVE, Liveness.SUSPECT, Liveness.DEAD);

    private ViewCodecs() {}

    /** Adds the messages to a node's registry. */
    public static void register(MessageRegistry.Builder registry) {
        registry.register(145, ViewRequest.class, new RequestCodec()).register(146, ViewReply.class, reply());
    }

    static MessageCodec<ViewReply> reply() {
        return new ReplyCodec();
    }

    private static final class RequestCodec implements MessageCodec<ViewRequest> {
        @Override
        public void write(ViewRequest message, WireWriter out, int version) {
            // It says nothing but that it asks.
        }

        @Override
        public ViewRequest read(WireReader in, int version) {
            return new ViewRequest();
        }
    }

    private static final class ReplyCodec implements MessageCodec<ViewReply> {
        @Override
        public void write(ViewReply message, WireWriter out, int version) {
            out.varint(message.epoch());
            out.int64(message.record());
            out.count(message.opinions().size());
            for (ViewReply.Opinion opinion : message.opinions()) {
                out.nodeId(opinion.node());
                out.string(opinion.address());
                out.string(opinion.status());
                out.u8(CODES.indexOf(opinion.liveness()));
            }
        }

        @Override
        public ViewReply read(WireReader in, int version) {
            long epoch = in.varint();
            long record = in.int64();
            List<ViewReply.Opinion> opinions = new ArrayList<>();
            for (int left = in.count(OPINION_BYTES_MIN); left > 0; left--) {
                NodeId node = in.nodeId();
                String address = in.string();
                String status = in.string();
                int liveness = in.u8();
                if (liveness >= CODES.size()) {
                    throw new WireException("no liveness has the code " + liveness);
                }
                opinions.add(new ViewReply.Opinion(node, address, status, CODES.get(liveness)));
            }
            return new ViewReply(epoch, record, opinions);
        }
    }
}
