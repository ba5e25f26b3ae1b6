package io.starlingdb.node.streaming;

import io.starlingdb.gossip.Liveness;
import io.starlingdb.gossip.Member;
import io.starlingdb.gossip.Membership;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.coordinator.Coordinator;
import io.starlingdb.node.record.RecordAgreement;
import io.starlingdb.node.ring.Handover;
import io.starlingdb.node.ring.Transition;

/** What gossip says about the others that a transition must know. Loop only. */
final class Bystanders implements Handover.Standing, Handover.EpochsKnown {
    private static final String EPOCH = "epoch";

    private final NodeId self;
    private final Membership membership;
    private final RecordAgreement record;

    Bystanders(NodeId self, Membership membership, RecordAgreement record) {
        this.self = self;
        this.membership = membership;
        this.record = record;
    }

    @Override
    public boolean isAlive(NodeId node) {
        return node.equals(self) || membership.liveness(node) != Liveness.DEAD;
    }

    @Override
    public boolean isGood(NodeId node) {
        Member member = membership.member(node);
        return member != null && !Coordinator.RECOVERING.equals(member.fact(Coordinator.STANDING_FACT));
    }

    /** Whether the transition's end waits for hints that the node which leaves keeps for others. */
    boolean mustHandOn(Transition transition) {
        NodeId leaving = transition.move().subject();
        return leaving != null && HandedOn.isAwaited(transition, membership.member(leaving));
    }

    @Override
    public long of(NodeId node) {
        if (node.equals(self)) {
            return record.current().epoch();
        }
        Member member = membership.member(node);
        String stated = member == null ? null : member.fact(EPOCH);
        try {
            return stated == null ? 0 : Long.parseLong(stated);
        } catch (NumberFormatException notAnEpoch) {
            return 0; // what others state is not trusted
        }
    }
}
