package io.starlingdb.gossip;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.NodeId;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What this node knows of one other member. Changed by the {@link MemberTable} alone. */
final class MemberEntry {

    final NodeId id;
    Endpoint endpoint;
    long incarnation;
    Liveness liveness;
    NodeId by;
    Facts facts;

    /** Since when it has its liveness. */
    long sinceNanos;

    /** When it last sent something itself; not since this node was started at first. */
    long heardNanos = Long.MIN_VALUE / 2;

    /** Set while it is SUSPECT. */
    @Nullable
    SuspicionTimer suspicion;

    private @Nullable Member snapshot;

    MemberEntry(MemberState state, long now) {
        this.id = state.id();
        this.endpoint = state.endpoint();
        this.incarnation = state.incarnation();
        this.liveness = state.liveness();
        this.by = state.by();
        this.facts = state.facts();
        this.sinceNanos = now - TimeUnit.MILLISECONDS.toNanos(state.ageMillis());
    }

    boolean isDead() {
        return liveness == Liveness.DEAD;
    }

    /** Takes over an opinion about its liveness. */
    void take(MemberState state, long now) {
        endpoint = state.endpoint();
        incarnation = state.incarnation();
        liveness = state.liveness();
        by = state.by();
        sinceNanos = now - TimeUnit.MILLISECONDS.toNanos(state.ageMillis());
        snapshot = null;
    }

    void take(Facts newer) {
        facts = newer;
        snapshot = null;
    }

    Member member() {
        Member member = snapshot;
        if (member == null) {
            member = new Member(id, endpoint, incarnation, liveness, facts.values());
            snapshot = member;
        }
        return member;
    }

    MemberState state(long now) {
        long ageMillis = isDead() ? TimeUnit.NANOSECONDS.toMillis(Math.max(0, now - sinceNanos)) : 0;
        return new MemberState(id, endpoint, incarnation, liveness, by, ageMillis, facts);
    }
}
