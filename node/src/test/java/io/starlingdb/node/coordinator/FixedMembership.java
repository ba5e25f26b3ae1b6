package io.starlingdb.node.coordinator;

import io.starlingdb.gossip.Liveness;
import io.starlingdb.gossip.Member;
import io.starlingdb.gossip.Membership;
import io.starlingdb.gossip.MembershipListener;
import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.ring.RecordMember;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Members as a test sets them. */
final class FixedMembership implements Membership {
    private final NodeId self;
    private final Map<NodeId, Member> members = new TreeMap<>();
    private final List<MembershipListener> listeners = new ArrayList<>();

    FixedMembership(NodeId self, List<RecordMember> all) {
        this.self = self;
        for (RecordMember one : all) {
            members.put(one.id(), new Member(one.id(), one.endpoint(), 1, Liveness.ALIVE, Map.of()));
        }
    }

    void liveness(NodeId id, Liveness liveness) {
        Member before = members.get(id);
        Member after = new Member(id, before.endpoint(), before.incarnation(), liveness, before.facts());
        members.put(id, after);
        listeners.forEach(listener -> listener.livenessChanged(after, before.liveness()));
    }

    /** The member now says this of itself. */
    void fact(NodeId id, String name, String value) {
        Member before = members.get(id);
        Map<String, String> facts = new TreeMap<>(before.facts());
        facts.put(name, value);
        Member after = new Member(id, before.endpoint(), before.incarnation(), before.liveness(), facts);
        members.put(id, after);
        listeners.forEach(listener -> listener.factsChanged(after));
    }

    @Override
    public Member self() {
        return members.get(self);
    }

    @Override
    public List<Member> members() {
        return List.copyOf(members.values());
    }

    @Override
    public Member member(NodeId id) {
        return members.get(id);
    }

    @Override
    public Liveness liveness(NodeId id) {
        Member member = members.get(id);
        return member == null ? Liveness.DEAD : member.liveness();
    }

    @Override
    public void updateSelf(String fact, String value) {}

    @Override
    public void listen(MembershipListener listener) {
        listeners.add(listener);
    }

    @Override
    public void contact(Collection<Endpoint> endpoints) {}

    @Override
    public void probeSoon(Endpoint endpoint) {}

    @Override
    public void forget(NodeId id) {}

    @Override
    public void leave() {}
}
