package io.starlingdb.node.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.starlingdb.kernel.NodeId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VotersTest {

    @Test
    void shouldLetAllVoteUpToFive() {
        assertThat(choose("dc/a", "dc/a", "dc/a")).containsExactly(1, 2, 3);
        assertThat(choose("dc/a", "dc/a", "dc/a", "dc/a", "dc/a", "dc/a")).hasSize(5);
    }

    @Test
    void shouldSpreadVotersOverDatacentersThenRacks() {
        assertThat(choose("x/a", "x/a", "x/a", "x/b", "x/c", "x/a", "x/a")).contains(1, 4, 5);
        assertThat(choose("x/a", "x/a", "x/a", "x/a", "x/a", "y/a", "z/a")).contains(6, 7);
    }

    @Test
    void shouldKeepWhoVotesAlready() {
        List<RecordMember> members = members("dc/a", "dc/a", "dc/a", "dc/a", "dc/a", "dc/a", "dc/a");
        assertThat(Voters.choose(members, List.of(2, 4, 5, 6, 7))).containsExactly(2, 4, 5, 6, 7);
    }

    @Test
    void shouldPreferOwnersToThoseWhoJoinOrLeave() {
        List<RecordMember> members = new ArrayList<>(members("dc/a", "dc/b", "dc/c"));
        members.set(1, members.get(1).as(NodeStatus.JOINING));
        assertThat(Voters.choose(members, List.of())).containsExactly(1, 3);
        members.replaceAll(member -> member.as(NodeStatus.LEAVING));
        assertThat(Voters.choose(members, List.of())).hasSize(3);
    }

    @Test
    void shouldNeverTakeBackARemovedNode() {
        Roster roster = Roster.EMPTY;
        for (RecordMember member : members("dc/a", "dc/a")) {
            roster = roster.with(member);
        }
        NodeId gone = new NodeId(0, 2);
        Roster without = roster.without(gone);
        assertThat(without.voters()).containsExactly(1);
        assertThat(without.nextActor()).isEqualTo(3);
        RecordMember again = new RecordMember(
                3, gone, 3, roster.members().get(1).endpoint(), Members.location("dc/a"), NodeStatus.NORMAL, List.of());
        assertThatThrownBy(() -> without.with(again)).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Integer> choose(String... places) {
        return Voters.choose(members(places), List.of());
    }

    private static List<RecordMember> members(String... places) {
        List<RecordMember> members = new ArrayList<>();
        for (String place : places) {
            Location at = Members.location(place);
            members.add(Members.member(members.size() + 1, at.datacenter(), at.rack()));
        }
        return members;
    }
}
