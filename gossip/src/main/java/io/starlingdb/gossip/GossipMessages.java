package io.starlingdb.gossip;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.wire.MessageCodec;
import io.starlingdb.wire.MessageRegistry;
import io.starlingdb.wire.WireException;
import io.starlingdb.wire.WireReader;
import io.starlingdb.wire.WireWriter;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The messages of gossip on the wire: ids 1 to 9. */
public final class GossipMessages {

    private GossipMessages() {}

    /** Adds gossip's messages to those that a node knows. */
    public static void register(MessageRegistry.Builder registry) {
        registry.register(1, Ping.class, codec(GossipMessages::writePing, GossipMessages::readPing))
                .register(2, PingReq.class, codec(GossipMessages::writePingReq, GossipMessages::readPingReq))
                .register(3, Ack.class, codec(GossipMessages::writeAck, GossipMessages::readAck))
                .register(4, Nack.class, codec(GossipMessages::writeNack, GossipMessages::readNack))
                .register(5, News.class, codec(GossipMessages::writeNews, GossipMessages::readNews))
                .register(6, PushPull.class, codec(GossipMessages::writePushPull, GossipMessages::readPushPull))
                .register(7, JoinRefused.class, codec(GossipMessages::writeRefused, GossipMessages::readRefused))
                .register(8, Compare.class, codec(GossipMessages::writeCompare, GossipMessages::readCompare))
                .register(9, Part.class, codec(GossipMessages::writePart, GossipMessages::readPart));
    }

    private static void writePing(Ping message, WireWriter out) {
        out.nodeId(message.from());
        out.varint(message.sequence());
        out.nodeId(message.target());
        MemberState.writeAll(message.news(), out);
    }

    private static Ping readPing(WireReader in) {
        return new Ping(in.nodeId(), in.varint(), in.nodeId(), MemberState.readAll(in));
    }

    private static void writePingReq(PingReq message, WireWriter out) {
        out.nodeId(message.from());
        out.varint(message.sequence());
        out.nodeId(message.target());
        out.endpoint(message.endpoint());
        MemberState.writeAll(message.news(), out);
    }

    private static PingReq readPingReq(WireReader in) {
        return new PingReq(in.nodeId(), in.varint(), in.nodeId(), in.endpoint(), MemberState.readAll(in));
    }

    private static void writeAck(Ack message, WireWriter out) {
        out.nodeId(message.from());
        out.varint(message.sequence());
        out.nodeId(message.present());
        MemberState.writeAll(message.news(), out);
    }

    private static Ack readAck(WireReader in) {
        return new Ack(in.nodeId(), in.varint(), in.nodeId(), MemberState.readAll(in));
    }

    private static void writeNack(Nack message, WireWriter out) {
        out.nodeId(message.from());
        out.varint(message.sequence());
    }

    private static Nack readNack(WireReader in) {
        return new Nack(in.nodeId(), in.varint());
    }

    private static void writeNews(News message, WireWriter out) {
        out.nodeId(message.from());
        MemberState.writeAll(message.news(), out);
    }

    private static News readNews(WireReader in) {
        return new News(in.nodeId(), MemberState.readAll(in));
    }

    private static void writePushPull(PushPull message, WireWriter out) {
        out.nodeId(message.from());
        out.varint(message.sequence());
        out.bool(message.reply());
        MemberState.writeAll(message.news(), out);
    }

    private static PushPull readPushPull(WireReader in) {
        return new PushPull(in.nodeId(), in.varint(), in.bool(), MemberState.readAll(in));
    }

    private static void writeRefused(JoinRefused message, WireWriter out) {
        Conflict conflict = message.conflict();
        out.nodeId(message.from());
        out.u8(conflict.kind() == Conflict.Kind.DUPLICATE_ID ? 1 : 2);
        out.nodeId(conflict.claimant());
        out.endpoint(conflict.claimed());
        out.nodeId(conflict.holder());
        out.endpoint(conflict.held());
    }

    private static JoinRefused readRefused(WireReader in) {
        NodeId from = in.nodeId();
        Conflict.Kind kind = switch (in.u8()) {
            case 1 -> Conflict.Kind.DUPLICATE_ID;
            case 2 -> Conflict.Kind.DUPLICATE_ENDPOINT;
            default -> throw new WireException("no such conflict");
        };
        NodeId claimant = in.nodeId();
        Endpoint claimed = in.endpoint();
        return new JoinRefused(from, new Conflict(kind, claimant, claimed, in.nodeId(), in.endpoint()));
    }

    private static void writeCompare(Compare message, WireWriter out) {
        out.nodeId(message.from());
        out.varint(message.sequence());
        message.sums().write(out);
        MemberState.writeAll(message.news(), out);
    }

    private static Compare readCompare(WireReader in) {
        return new Compare(in.nodeId(), in.varint(), ViewSums.read(in), MemberState.readAll(in));
    }

    private static void writePart(Part message, WireWriter out) {
        out.nodeId(message.from());
        out.varint(message.sequence());
        out.bool(message.reply());
        out.int32(message.buckets());
        MemberState.writeAll(message.news(), out);
    }

    private static Part readPart(WireReader in) {
        return new Part(in.nodeId(), in.varint(), in.bool(), in.int32(), MemberState.readAll(in));
    }

    /** All wire versions so far have the same bodies. */
    private static <M extends GossipMessage> MessageCodec<M> codec(
            BiConsumer<M, WireWriter> writer, Function<WireReader, M> reader) {
        return new MessageCodec<>() {
            @Override
            public void write(M message, WireWriter out, int version) {
                writer.accept(message, out);
            }

            @Override
            public M read(WireReader in, int version) {
                return reader.apply(in);
            }
        };
    }
}
