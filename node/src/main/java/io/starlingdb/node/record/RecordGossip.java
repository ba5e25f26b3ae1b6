package io.starlingdb.node.record;

import io.starlingdb.gossip.Member;
import io.starlingdb.gossip.Membership;
import io.starlingdb.gossip.MembershipListener;
import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.RecordMember;
import org.jspecify.annotations.Nullable;

/**
 * Ties the cluster record to gossip: states this node's epoch, datacenter, rack and status as facts, hears of others' newer
 * epochs and fetches them, and gives gossip the record's members as contacts.
 */
public final class RecordGossip implements MembershipListener {
    private static final String EPOCH = "epoch";
    private static final String DATACENTER = "dc";
    private static final String RACK = "rack";
    private static final String STATUS = "status";

    private final RecordSelf self;
    private final RecordAgreement agreement;
    private final Membership membership;

    public RecordGossip(RecordSelf self, RecordAgreement agreement, Membership membership) {
        this.self = self;
        this.agreement = agreement;
        this.membership = membership;
    }

    /** Begins; on the loop, after gossip was started. */
    public void start() {
        membership.listen(this);
        agreement.listen(this::state);
        membership.updateSelf(DATACENTER, self.location().datacenter());
        membership.updateSelf(RACK, self.location().rack());
        state(agreement.current());
        membership.members().forEach(this::factsChanged);
    }

    /** Where gossip sees the node; null if it does not. */
    public @Nullable Endpoint seen(NodeId id) {
        Member member = membership.member(id);
        return member == null ? null : member.endpoint();
    }

    private void state(ClusterRecord record) {
        membership.updateSelf(EPOCH, Long.toString(record.epoch()));
        RecordMember me = record.member(self.id());
        membership.updateSelf(STATUS, me == null ? "" : me.status().name());
        membership.contact(record.members().stream()
                .filter(member -> membership.member(member.id()) == null)
                .map(RecordMember::endpoint)
                .toList());
    }

    @Override
    public void factsChanged(Member member) {
        String stated = member.fact(EPOCH);
        if (stated == null || member.id().equals(self.id())) {
            return;
        }
        try {
            long epoch = Long.parseLong(stated);
            if (epoch > agreement.current().epoch()) {
                agreement.heardOf(epoch, member.endpoint());
            }
        } catch (NumberFormatException notAnEpoch) {
            return; // what others state is not trusted
        }
    }
}
