package io.starlingdb.gossip;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.NodeId;

/** What this node says about itself. */
final class Self {

    private final NodeId id;
    private final Endpoint endpoint;
    private long incarnation;
    private Liveness liveness = Liveness.ALIVE;
    private Facts facts;

    /** @param start the number of this start: higher than in all lives before, as far as this node's disk remembers */
    Self(NodeId id, Endpoint endpoint, long start) {
        this.id = id;
        this.endpoint = endpoint;
        this.incarnation = Member.firstIncarnation(start);
        this.facts = Facts.ofStart(start);
    }

    NodeId id() {
        return id;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    long incarnation() {
        return incarnation;
    }

    boolean hasLeft() {
        return liveness == Liveness.DEAD;
    }

    /** False if the fact was stated before with the same value. */
    boolean state(String fact, String value) {
        if (value.equals(facts.values().get(fact))) {
            return false;
        }
        facts = facts.with(fact, value);
        return true;
    }

    /**
     * Answers what others believe of this node, by an incarnation that tops theirs. One from a later start than this one is of a former life
     * that the disk forgot: this life then counts as the start after that.
     */
    void refute(long believed) {
        if (Member.startOf(believed) > Member.startOf(incarnation)) {
            long start = Member.startOf(believed) + 1;
            incarnation = Member.firstIncarnation(start);
            facts = facts.movedTo(start);
        } else {
            incarnation = Math.max(incarnation, believed) + 1;
        }
    }

    void leave() {
        incarnation++;
        liveness = Liveness.DEAD;
    }

    Member member() {
        return new Member(id, endpoint, incarnation, liveness, facts.values());
    }

    MemberState state() {
        return new MemberState(id, endpoint, incarnation, liveness, id, 0, facts);
    }
}
