package io.starlingdb.node.record;

import io.starlingdb.node.record.RecordMessage.Accept;
import io.starlingdb.node.record.RecordMessage.Acceptance;
import io.starlingdb.node.record.RecordMessage.Await;
import io.starlingdb.node.record.RecordMessage.Fetch;
import io.starlingdb.node.record.RecordMessage.Founder;
import io.starlingdb.node.record.RecordMessage.FounderQuery;
import io.starlingdb.node.record.RecordMessage.Known;
import io.starlingdb.node.record.RecordMessage.Prepare;
import io.starlingdb.node.record.RecordMessage.Promise;
import io.starlingdb.node.record.RecordMessage.Reason;
import io.starlingdb.node.record.RecordMessage.Refusal;
import io.starlingdb.node.record.RecordMessage.Update;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.ClusterRecordCodec;
import io.starlingdb.node.ring.Location;
import io.starlingdb.wire.MessageCodec;
import io.starlingdb.wire.MessageRegistry;
import io.starlingdb.wire.WireReader;
import io.starlingdb.wire.WireWriter;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The messages of the cluster record on the wire: ids 50 to 60. */
public final class RecordMessages {
    private RecordMessages() {}

    /** Adds them to those that a node knows. */
    public static void register(MessageRegistry.Builder registry) {
        registry.register(50, Prepare.class, codec(RecordMessages::writePrepare, RecordMessages::readPrepare))
                .register(51, Promise.class, codec(RecordMessages::writePromise, RecordMessages::readPromise))
                .register(52, Accept.class, codec(RecordMessages::writeAccept, RecordMessages::readAccept))
                .register(
                        53,
                        Acceptance.class,
                        codec((m, out) -> out.nodeId(m.from()), in -> new Acceptance(in.nodeId())))
                .register(54, Refusal.class, codec(RecordMessages::writeRefusal, RecordMessages::readRefusal))
                .register(55, Fetch.class, codec((m, out) -> {}, in -> new Fetch()))
                .register(
                        56,
                        Update.class,
                        codec((m, out) -> writeRecord(m.record(), out), in -> new Update(readRecord(in))))
                .register(57, FounderQuery.class, codec((m, out) -> {}, in -> new FounderQuery()))
                .register(58, Founder.class, codec(RecordMessages::writeFounder, RecordMessages::readFounder))
                .register(59, Await.class, codec((m, out) -> out.varint(m.epoch()), in -> new Await(in.varint())))
                .register(60, Known.class, codec((m, out) -> {}, in -> new Known()));
    }

    private static void writePrepare(Prepare message, WireWriter out) {
        out.varint(message.epoch());
        StoredForms.writeBallot(message.ballot(), out);
        out.nodeId(message.to());
    }

    private static Prepare readPrepare(WireReader in) {
        return new Prepare(in.varint(), StoredForms.readBallot(in), in.nodeId());
    }

    private static void writePromise(Promise message, WireWriter out) {
        out.nodeId(message.from());
        StoredForms.writeAccepted(message.before(), out);
    }

    private static Promise readPromise(WireReader in) {
        return new Promise(in.nodeId(), StoredForms.readAccepted(in));
    }

    private static void writeAccept(Accept message, WireWriter out) {
        out.varint(message.epoch());
        StoredForms.writeBallot(message.ballot(), out);
        out.nodeId(message.to());
        writeRecord(message.record(), out);
    }

    private static Accept readAccept(WireReader in) {
        return new Accept(in.varint(), StoredForms.readBallot(in), in.nodeId(), readRecord(in));
    }

    private static void writeRefusal(Refusal message, WireWriter out) {
        out.nodeId(message.from());
        out.u8(message.reason().number());
        StoredForms.writeBallot(message.promised(), out);
    }

    private static Refusal readRefusal(WireReader in) {
        return new Refusal(in.nodeId(), Reason.ofNumber(in.u8()), StoredForms.readBallot(in));
    }

    private static void writeFounder(Founder message, WireWriter out) {
        out.nodeId(message.id());
        out.int64(message.memory());
        out.endpoint(message.endpoint());
        out.string(message.location().datacenter());
        out.string(message.location().rack());
        out.varint(message.tokens());
        out.string(message.clusterName());
    }

    private static Founder readFounder(WireReader in) {
        return new Founder(
                in.nodeId(),
                in.int64(),
                in.endpoint(),
                new Location(in.string(), in.string()),
                in.varint(Integer.MAX_VALUE),
                in.string());
    }

    private static void writeRecord(ClusterRecord record, WireWriter out) {
        out.bytes(ClusterRecordCodec.encode(record));
    }

    private static ClusterRecord readRecord(WireReader in) {
        return ClusterRecordCodec.decode(in.bytes());
    }

    private static <M extends RecordMessage> MessageCodec<M> codec(
            BiConsumer<M, WireWriter> write, Function<WireReader, M> read) {
        return new MessageCodec<>() {
            @Override
            public void write(M message, WireWriter out, int version) {
                write.accept(message, out);
            }

            @Override
            public M read(WireReader in, int version) {
                return read.apply(in);
            }
        };
    }
}
