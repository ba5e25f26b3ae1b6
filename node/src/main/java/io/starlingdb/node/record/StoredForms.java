package io.starlingdb.node.record;

import io.starlingdb.node.paxos.Accepted;
import io.starlingdb.node.paxos.Acceptor;
import io.starlingdb.node.paxos.Ballot;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.ClusterRecordCodec;
import io.starlingdb.wire.WireException;
import io.starlingdb.wire.WireReader;
import io.starlingdb.wire.WireWriter;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** What {@link RecordStore} keeps, as bytes: a version byte, the content, and a CRC-32C over both. */
final class StoredForms {
    private static final int VERSION = 1;
    private static final int CHECKSUM_BYTES = 4;

    private StoredForms() {}

    /**
     * Who this node is as a voter.
     *
     * @param memory see {@link io.starlingdb.node.ring.RecordMember#memory}
     * @param life the newest process life that was begun
     */
    record Identity(long memory, long life) {}

    static byte[] identity(Identity identity) {
        return sealed(out -> {
            out.int64(identity.memory());
            out.int64(identity.life());
        });
    }

    static Identity identity(byte[] stored) {
        return opened(stored, in -> new Identity(in.int64(), in.int64()));
    }

    static byte[] record(ClusterRecord record) {
        return sealed(out -> out.bytes(ClusterRecordCodec.encode(record)));
    }

    static ClusterRecord record(byte[] stored) {
        return opened(stored, in -> ClusterRecordCodec.decode(in.bytes()));
    }

    static byte[] vote(StoredVote vote) {
        return sealed(out -> {
            out.varint(vote.epoch());
            writeBallot(vote.acceptor().promised(), out);
            writeAccepted(vote.acceptor().accepted(), out);
        });
    }

    static StoredVote vote(byte[] stored) {
        return opened(stored, in -> new StoredVote(in.varint(), new Acceptor<>(readBallot(in), readAccepted(in))));
    }

    static void writeBallot(Ballot ballot, WireWriter out) {
        out.varint(ballot.round());
        out.nodeId(ballot.proposer());
        out.int64(ballot.life());
    }

    static Ballot readBallot(WireReader in) {
        return new Ballot(in.varint(), in.nodeId(), in.int64());
    }

    static void writeAccepted(@Nullable Accepted<ClusterRecord> accepted, WireWriter out) {
        out.bool(accepted != null);
        if (accepted != null) {
            writeBallot(accepted.ballot(), out);
            out.bytes(ClusterRecordCodec.encode(accepted.value()));
        }
    }

    static @Nullable Accepted<ClusterRecord> readAccepted(WireReader in) {
        return in.bool() ? new Accepted<>(readBallot(in), ClusterRecordCodec.decode(in.bytes())) : null;
    }

    private static byte[] sealed(Consumer<WireWriter> content) {
        WireWriter out = new WireWriter();
        out.u8(VERSION);
        content.accept(out);
        byte[] body = out.toByteArray();
        out.int32(checksum(body, body.length));
        return out.toByteArray();
    }

    private static <T> T opened(byte[] stored, Function<WireReader, T> content) {
        int length = stored.length - CHECKSUM_BYTES;
        if (length < 1) {
            throw new WireException("cut short");
        }
        if (new WireReader(stored, length, CHECKSUM_BYTES).int32() != checksum(stored, length)) {
            throw new WireException("the checksum does not fit: the file is damaged");
        }
        WireReader in = new WireReader(stored, 0, length);
        int version = in.u8();
        if (version != VERSION) {
            throw new WireException("written by a newer release, in form " + version);
        }
        T read = content.apply(in);
        in.expectEnd();
        return read;
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, length);
        return (int) checksum.getValue();
    }
}
