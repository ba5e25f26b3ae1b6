package io.starlingdb.gossip;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.wire.WireException;
import io.starlingdb.wire.WireReader;
import io.starlingdb.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * What one node tells another about a member, itself or a third one.
 *
 * <p>Two such states of one member are ordered by incarnation, and within one incarnation ALIVE, SUSPECT, DEAD: the later one holds. So
 * views converge in whatever order news arrive (SWIM, 2002, 4.2), and only the member itself can raise its incarnation to be ALIVE again.
 * Facts are ordered by their own version, apart from that.
 *
 * @param by who found it SUSPECT or DEAD; the member itself if it is ALIVE or has left
 * @param ageMillis for how long it has been so; counted for DEAD members only, which all nodes forget at the same age
 */
record MemberState(
        NodeId id, Endpoint endpoint, long incarnation, Liveness liveness, NodeId by, long ageMillis, Facts facts) {

    private static final int LIVENESS_MASK = 3;
    private static final int BY_ITSELF = 4;

    /** The fewest bytes that one can take. */
    private static final int BYTES_MIN = 16 + 4 + 1 + 1 + 1 + 2;

    boolean isByItself() {
        return by.equals(id);
    }

    /** Whether this replaces an opinion. */
    boolean isLaterThan(long otherIncarnation, Liveness other) {
        return incarnation != otherIncarnation ? incarnation > otherIncarnation : liveness.compareTo(other) > 0;
    }

    MemberState as(Liveness other, NodeId saidBy) {
        return new MemberState(id, endpoint, incarnation, other, saidBy, 0, facts);
    }

    void write(WireWriter out) {
        out.nodeId(id);
        out.endpoint(endpoint);
        out.varint(incarnation);
        out.u8(code(liveness) | (isByItself() ? BY_ITSELF : 0));
        if (!isByItself()) {
            out.nodeId(by);
        }
        out.varint(ageMillis);
        facts.write(out);
    }

    static MemberState read(WireReader in) {
        NodeId id = in.nodeId();
        Endpoint endpoint = in.endpoint();
        long incarnation = in.varint();
        int flags = in.u8();
        NodeId by = (flags & BY_ITSELF) != 0 ? id : in.nodeId();
        long ageMillis = in.varint();
        if (incarnation < 0 || ageMillis < 0 || flags > (LIVENESS_MASK | BY_ITSELF)) {
            throw new WireException("not a member state");
        }
        return new MemberState(
                id, endpoint, incarnation, liveness(flags & LIVENESS_MASK), by, ageMillis, Facts.read(in));
    }

    static void writeAll(List<MemberState> states, WireWriter out) {
        out.count(states.size());
        states.forEach(state -> state.write(out));
    }

    static List<MemberState> readAll(WireReader in) {
        int count = in.count(BYTES_MIN);
        List<MemberState> states = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            states.add(read(in));
        }
        return states;
    }

    static int code(Liveness liveness) {
        return switch (liveness) {
            case ALIVE -> 1;
            case SUSPECT -> 2;
            case DEAD -> 3;
        };
    }

    private static Liveness liveness(int code) {
        return switch (code) {
            case 1 -> Liveness.ALIVE;
            case 2 -> Liveness.SUSPECT;
            case 3 -> Liveness.DEAD;
            default -> throw new WireException("no such liveness: " + code);
        };
    }
}
