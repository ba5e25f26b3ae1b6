package io.starlingdb.node.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.record.VotersExplorer.Attempt;
import io.starlingdb.node.record.VotersExplorer.Mistake;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.Location;
import io.starlingdb.node.ring.NodeStatus;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.node.ring.Roster;
import io.starlingdb.node.schema.Schema;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every order of votes, delays and losses while the voters themselves change; and the same with mistakes, which must be found. */
class VotersExplorationTest {
    private static final int NOBODY = -1;

    @Test
    void shouldAgreeWhileOneVoterComesAndAnotherGoes() {
        VotersExplorer explorer =
                explorer(List.of(attempt(1, 1, add(3)), attempt(2, 1, remove(1))), NOBODY, Mistake.NONE);

        assertThat(explorer.explore(founded(2))).isGreaterThan(1_000);
        assertThat(explorer.histories())
                .contains(List.of(voters(1, 2), voters(1, 2, 3), voters(2, 3)))
                .contains(List.of(voters(1, 2), voters(2), voters(2, 3)));
    }

    @Test
    void shouldAgreeWhileAProposerTriesAgain() {
        VotersExplorer explorer = explorer(
                List.of(attempt(1, 1, add(4)), attempt(2, 1, remove(3)), attempt(1, 2, add(4))), NOBODY, Mistake.NONE);

        assertThat(explorer.explore(founded(3))).isGreaterThan(10_000);
        assertThat(explorer.histories()).contains(List.of(voters(1, 2, 3), voters(1, 2), voters(1, 2, 4)));
    }

    @Test
    void shouldAgreeWhileAVoterLosesItsMemoryAndAnotherComes() {
        VotersExplorer explorer = explorer(List.of(attempt(1, 1, renew(1)), attempt(2, 1, add(3))), 0, Mistake.NONE);

        assertThat(explorer.explore(founded(2))).isGreaterThan(100);
        assertThat(explorer.histories())
                .contains(List.of(voters(1, 2), voters(2, 3), voters(2, 3, 4)))
                .contains(List.of(voters(1, 2), voters(1, 2, 3), voters(2, 3, 4)));
    }

    @ParameterizedTest
    @EnumSource(names = {"VOTES_WHILE_BEHIND", "BUILDS_ON_UNDECIDED"})
    void shouldFindAMistakeAboutTheEpochBefore(Mistake mistake) {
        VotersExplorer explorer = explorer(
                List.of(attempt(1, 1, remove(3)), attempt(3, 1, add(4)), attempt(1, 1, add(4))), NOBODY, mistake);

        assertThatThrownBy(() -> explorer.explore(founded(3))).isInstanceOf(AssertionError.class);
    }

    @Test
    void shouldFindVotersThatElectThemselves() {
        VotersExplorer explorer = explorer(
                List.of(attempt(1, 1, remove(2)), attempt(2, 1, remove(1))), NOBODY, Mistake.ELECTED_BY_THE_PROPOSED);

        assertThatThrownBy(() -> explorer.explore(founded(2))).hasMessageContaining("two records of one epoch");
    }

    @Test
    void shouldFindAVoterThatVotesAfterItLostItsMemory() {
        VotersExplorer explorer =
                explorer(List.of(attempt(2, 1, add(4)), attempt(3, 1, remove(2))), 0, Mistake.VOTES_AFTER_LOSS);

        assertThatThrownBy(() -> explorer.explore(founded(3))).isInstanceOf(AssertionError.class);
    }

    private static VotersExplorer explorer(List<Attempt> attempts, int wiped, Mistake mistake) {
        List<NodeId> ids =
                IntStream.rangeClosed(1, 4).mapToObj(VotersExplorationTest::id).toList();
        return new VotersExplorer(ids, attempts, wiped, mistake);
    }

    private static Attempt attempt(int node, int round, UnaryOperator<ClusterRecord> change) {
        return new Attempt(node - 1, round, change);
    }

    private static UnaryOperator<ClusterRecord> add(int node) {
        return record -> record.member(id(node)) != null
                ? record
                : record.with(record.roster().with(member(record.roster().nextActor(), node)));
    }

    private static UnaryOperator<ClusterRecord> remove(int node) {
        return record -> record.with(record.roster().without(id(node)));
    }

    /** Only who lost its memory has something to renew. */
    private static UnaryOperator<ClusterRecord> renew(int node) {
        return record -> RecordChange.memory(id(node), VotersExplorer.newMemory(id(node)))
                .applyTo(record);
    }

    private static ClusterRecord founded(int members) {
        Roster roster = Roster.EMPTY;
        for (int node = 1; node <= members; node++) {
            roster = roster.with(member(node, node));
        }
        return new ClusterRecord(1, new UUID(1, 1), "test", roster, Schema.EMPTY, List.of());
    }

    private static RecordMember member(int actor, int node) {
        return new RecordMember(
                actor,
                id(node),
                node,
                new Endpoint("n" + node, 7000),
                new Location("dc", "r"),
                NodeStatus.NORMAL,
                List.of());
    }

    private static List<Integer> voters(Integer... actors) {
        return List.of(actors);
    }

    private static NodeId id(int node) {
        return new NodeId(0, node);
    }
}
