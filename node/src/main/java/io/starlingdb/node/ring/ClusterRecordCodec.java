package io.starlingdb.node.ring;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.schema.Schema;
import io.starlingdb.node.schema.SchemaCodec;
import io.starlingdb.wire.WireException;
import io.starlingdb.wire.WireReader;
import io.starlingdb.wire.WireWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The cluster record as bytes, on the wire and on disk: a version byte, then everything in its order. */
public final class ClusterRecordCodec {
    /** Without transitions: written where there are none, so that a node of the first release reads it. */
    private static final int WITHOUT_TRANSITIONS = 1;

    private static final int VERSION = 2;
    private static final int MEMBER_BYTES_MIN = 32;
    private static final int TOKEN_BYTES = 8;
    private static final int NODE_ID_BYTES = 16;
    private static final int CHANGE_BYTES_MIN = 18;

    private ClusterRecordCodec() {}

    /** The record's bytes in the oldest form that has all of it. */
    public static byte[] encode(ClusterRecord record) {
        WireWriter out = new WireWriter(1024);
        boolean isPlain = record.transitions().equals(Transitions.NONE);
        out.u8(isPlain ? WITHOUT_TRANSITIONS : VERSION);
        out.varint(record.epoch());
        out.int64(record.clusterId().getMostSignificantBits());
        out.int64(record.clusterId().getLeastSignificantBits());
        out.string(record.name());
        writeRoster(record.roster(), out);
        out.bytes(SchemaCodec.encode(record.schema()));
        out.count(record.changes().size());
        for (ChangeId change : record.changes()) {
            out.nodeId(change.origin());
            out.varint(change.life());
            out.varint(change.number());
        }
        if (!isPlain) {
            TransitionsCodec.write(record.transitions(), out);
        }
        return out.toByteArray();
    }

    /**
     * The record of bytes in any known form.
     *
     * @throws WireException for bytes that are none
     */
    public static ClusterRecord decode(byte[] bytes) {
        WireReader in = new WireReader(bytes);
        int version = in.u8();
        if (version != VERSION && version != WITHOUT_TRANSITIONS) {
            throw new WireException("unknown version of the cluster record: " + version);
        }
        try {
            long epoch = in.varint();
            UUID clusterId = new UUID(in.int64(), in.int64());
            String name = in.string();
            Roster roster = readRoster(in);
            Schema schema = SchemaCodec.decode(in.bytes());
            List<ChangeId> changes = new ArrayList<>();
            for (int left = in.count(CHANGE_BYTES_MIN); left > 0; left--) {
                changes.add(new ChangeId(in.nodeId(), in.varint(), in.varint()));
            }
            Transitions transitions = version == WITHOUT_TRANSITIONS ? Transitions.NONE : TransitionsCodec.read(in);
            in.expectEnd();
            return new ClusterRecord(epoch, clusterId, name, roster, schema, transitions, changes);
        } catch (IllegalArgumentException e) {
            throw new WireException("not a cluster record: " + e.getMessage());
        }
    }

    private static void writeRoster(Roster roster, WireWriter out) {
        out.count(roster.members().size());
        for (RecordMember member : roster.members()) {
            out.varint(member.actor());
            out.nodeId(member.id());
            out.int64(member.memory());
            out.endpoint(member.endpoint());
            out.string(member.datacenter());
            out.string(member.rack());
            out.u8(member.status().number());
            out.count(member.tokens().size());
            member.tokens().forEach(out::int64);
        }
        out.count(roster.voters().size());
        roster.voters().forEach(out::varint);
        out.varint(roster.nextActor());
        out.count(roster.removed().size());
        roster.removed().forEach(out::nodeId);
    }

    private static Roster readRoster(WireReader in) {
        List<RecordMember> members = new ArrayList<>();
        for (int left = in.count(MEMBER_BYTES_MIN); left > 0; left--) {
            members.add(readMember(in));
        }
        List<Integer> voters = new ArrayList<>();
        for (int left = in.count(1); left > 0; left--) {
            voters.add(in.varint(Integer.MAX_VALUE));
        }
        int nextActor = in.varint(Integer.MAX_VALUE);
        List<NodeId> removed = new ArrayList<>();
        for (int left = in.count(NODE_ID_BYTES); left > 0; left--) {
            removed.add(in.nodeId());
        }
        Roster roster = new Roster(members, voters, nextActor, removed);
        requireSound(roster);
        return roster;
    }

    private static RecordMember readMember(WireReader in) {
        int actor = in.varint(Integer.MAX_VALUE);
        NodeId id = in.nodeId();
        long memory = in.int64();
        Endpoint endpoint = in.endpoint();
        Location location = new Location(in.string(), in.string());
        NodeStatus status = NodeStatus.ofNumber(in.u8());
        List<Long> tokens = new ArrayList<>();
        for (int left = in.count(TOKEN_BYTES); left > 0; left--) {
            tokens.add(in.int64());
        }
        return new RecordMember(actor, id, memory, endpoint, location, status, tokens);
    }

    private static void requireSound(Roster roster) {
        Set<Integer> actors = new HashSet<>();
        Set<NodeId> ids = new HashSet<>(roster.removed());
        for (RecordMember member : roster.members()) {
            if (!actors.add(member.actor()) || !ids.add(member.id()) || member.actor() >= roster.nextActor()) {
                throw new WireException("a member twice, or one that cannot be: " + member.id());
            }
        }
        if (!actors.containsAll(roster.voters())) {
            throw new WireException("a voter that is no member");
        }
    }
}
