package io.starlingdb.node.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.starlingdb.node.schema.Replication;
import io.starlingdb.node.schema.Schema;
import io.starlingdb.node.schema.SchemaChange.CreateKeyspace;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Every order of steps, crashes, losses and delays of small changes of ownership, two at once among them. */
class TransitionExplorationTest {
    private static final RecordMember ONE = Members.member(1, "dc", "a", 100L);
    private static final RecordMember TWO = Members.member(2, "dc", "b", 200L);
    private static final RecordMember THREE = Members.member(3, "dc", "c", 300L);
    private static final RecordMember NEW = Members.member(4, "dc", "d", 150L).as(NodeStatus.JOINING);

    /** Owned by TWO, and by NEW once that one has joined. */
    private static final long KEY = 120;

    private static final TransitionExplorer.Wish JOIN = new TransitionExplorer.Wish(
            "join",
            record -> record.roster().removed().contains(NEW.id()) || record.member(NEW.id()) != null
                    ? record
                    : TransitionSteps.begin(record.with(record.roster().with(NEW)), new Move.Join(NEW.id())));
    private static final TransitionExplorer.Wish CANCEL = new TransitionExplorer.Wish(
            "cancel",
            record -> record.transitions().running().isEmpty()
                    ? record
                    : TransitionSteps.cancel(
                            record, record.transitions().running().get(0).id()));

    private static TransitionExplorer.Wish decommission(RecordMember member) {
        return new TransitionExplorer.Wish(
                "decommission", record -> MemberSteps.decommission(record, member.id(), true));
    }

    private static ClusterRecord record(int copies, RecordMember... members) {
        Schema schema = new CreateKeyspace("k", Replication.simple(copies), true, false).applyTo(Schema.EMPTY);
        return new ClusterRecord(
                1,
                new UUID(1, 1),
                "test",
                new Roster(List.of(members), List.of(1), 4, List.of()),
                schema,
                Transitions.NONE,
                List.of());
    }

    private static MovingWorld world(RecordMember... nodes) {
        return new MovingWorld(List.of(nodes), KEY);
    }

    private static void explore(String what, TransitionExplorer explorer, ClusterRecord first) {
        assertThat(explorer.explore(first)).as("states of " + what).isGreaterThan(10_000);
    }

    @Test
    void shouldKeepAWriteWhileANodeJoinsAndIsCancelledAmongCrashes() {
        explore(
                "one copy, join, cancel, a crash",
                new TransitionExplorer(world(ONE, TWO, NEW), List.of(JOIN, CANCEL), 1, -1, false),
                record(1, ONE, TWO));
    }

    @Test
    void shouldKeepAWriteWhileOneJoinsAndAnotherLeaves() {
        explore(
                "one copy, join and decommission",
                new TransitionExplorer(world(ONE, TWO, NEW), List.of(JOIN, decommission(TWO)), 0, -1, false),
                record(1, ONE, TWO));
    }

    @Test
    void shouldEndADecommissionWhoseNewOwnerIsLostForGood() {
        explore(
                "two copies, decommission, a node lost and removed",
                new TransitionExplorer(world(ONE, TWO, THREE), List.of(decommission(ONE)), 0, 2, false),
                record(2, ONE, TWO, THREE));
    }

    @Test
    void shouldNoticeReplicasThatServeWhatOutdatedRecordsPlaced() {
        TransitionExplorer planted = new TransitionExplorer(world(ONE, TWO, NEW), List.of(JOIN), 0, -1, true);

        assertThatThrownBy(() -> planted.explore(record(1, ONE, TWO)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("may miss the write");
    }
}
