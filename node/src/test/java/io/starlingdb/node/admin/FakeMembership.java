package io.starlingdb.node.admin;

import io.starlingdb.gossip.Liveness;
import io.starlingdb.gossip.Member;
import io.starlingdb.gossip.Membership;
import io.starlingdb.gossip.MembershipListener;
import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.NodeId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Members as a test sets them; the first is this node. */
final class FakeMembership implements Membership {
    private final Map<NodeId, Member> members = new TreeMap<>();
    private NodeId self;

    Member add(int number, Liveness liveness, Map<String, String> facts) {
        Member member = new Member(id(number), endpoint(number), 1, liveness, facts);
        if (self == null) {
            self = member.id();
        }
        members.put(member.id(), member);
        return member;
    }

    static NodeId id(int number) {
        return new NodeId(0, number);
    }

    static Endpoint endpoint(int number) {
        return new Endpoint("10.0.0." + number, 7000);
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
    public void listen(MembershipListener listener) {}

    @Override
    public void contact(Collection<Endpoint> endpoints) {}

    @Override
    public void probeSoon(Endpoint endpoint) {}

    @Override
    public void forget(NodeId id) {}

    @Override
    public void leave() {}
}
