package io.starlingdb.node.record;

import io.starlingdb.node.record.RecordMessage.Founder;
import io.starlingdb.node.ring.ChangeId;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.NodeStatus;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.node.ring.Roster;
import io.starlingdb.node.ring.TokenAllocator;
import io.starlingdb.node.schema.Schema;
import java.util.List;
import java.util.UUID;

/** The first record of a cluster: all founders are members at once, with even tokens. */
final class FoundingRecord {
    private FoundingRecord() {}

    static ClusterRecord of(List<Founder> founders, UUID clusterId, String name, ChangeId change) {
        List<List<Long>> tokens = TokenAllocator.found(founders.stream()
                .map(founder -> new TokenAllocator.Seat(founder.location(), founder.tokens()))
                .toList());
        Roster roster = Roster.EMPTY;
        for (int i = 0; i < founders.size(); i++) {
            Founder founder = founders.get(i);
            roster = roster.with(new RecordMember(
                    roster.nextActor(),
                    founder.id(),
                    founder.memory(),
                    founder.endpoint(),
                    founder.location(),
                    NodeStatus.NORMAL,
                    tokens.get(i)));
        }
        return new ClusterRecord(1, clusterId, name, roster, Schema.EMPTY, List.of(change));
    }
}
