package io.starlingdb.node.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.client.StarlingException;
import io.starlingdb.node.schema.Replication;
import io.starlingdb.node.schema.Schema;
import io.starlingdb.node.schema.SchemaChange.CreateKeyspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class TransitionRingTest {
    private static final RecordMember ONE = Members.member(1, "dc", "a", 100L);
    private static final RecordMember TWO = Members.member(2, "dc", "b", 200L);
    private static final RecordMember THREE = Members.member(3, "dc", "c", 300L);
    private static final RecordMember NEW = Members.member(4, "dc", "d", 150L).as(NodeStatus.JOINING);

    private static ClusterRecord record(
            List<RecordMember> members, Replication replication, Move move, TransitionPhase phase) {
        Schema schema = new CreateKeyspace("k", replication, true, false).applyTo(Schema.EMPTY);
        Transition running = new Transition(7, move, phase, 7, List.of());
        return new ClusterRecord(
                7,
                new UUID(1, 1),
                "test",
                new Roster(members, List.of(1), 9, List.of()),
                schema,
                new Transitions(List.of(running), List.of(), 7),
                List.of());
    }

    private static Ring ring(ClusterRecord record) {
        return new Rings(record).ring(record.schema().requireKeyspace("k"));
    }

    private static List<Integer> actors(List<RecordMember> members) {
        return members.stream().map(RecordMember::actor).toList();
    }

    @Test
    void shouldReadTheOldOwnersAndWriteTheNewOneTooWhileItJoins() {
        Ring ring = ring(record(
                List.of(ONE, TWO, THREE, NEW),
                Replication.simple(2),
                new Move.Join(NEW.id()),
                TransitionPhase.WRITE_BOTH));
        assertThat(ring.ranges()).hasSize(4);
        ReplicaSet moved = ring.replicas(120);
        assertThat(actors(moved.members())).containsExactly(2, 3);
        assertThat(actors(moved.pending())).containsExactly(4);
        assertThat(actors(ring.replicas(180).members())).containsExactly(2, 3);
        assertThat(ring.replicas(180).pending()).isEmpty();
        assertThat(actors(ring.replicas(50).members())).containsExactly(1, 2);
        assertThat(actors(ring.replicas(50).pending())).containsExactly(4);
        assertThat(actors(ring.preferenceList(120).fallbacks())).containsExactly(1);
    }

    @Test
    void shouldReadTheNewOwnersAndWriteTheOldOneTooOnceTheyAreComplete() {
        Ring ring = ring(record(
                List.of(ONE, TWO, THREE, NEW),
                Replication.simple(2),
                new Move.Join(NEW.id()),
                TransitionPhase.READ_NEW));
        assertThat(actors(ring.replicas(120).members())).containsExactly(4, 2);
        assertThat(actors(ring.replicas(120).pending())).containsExactly(3);
    }

    @Test
    void shouldMoveOneKeyspaceAloneWhereItsReplicationChanges() {
        ClusterRecord record = record(
                List.of(ONE, TWO, THREE),
                Replication.simple(3),
                new Move.Replicate("k", Replication.simple(1)),
                TransitionPhase.WRITE_BOTH);
        assertThat(actors(ring(record).replicas(120).members())).containsExactly(2);
        assertThat(actors(ring(record).replicas(120).pending())).containsExactly(3, 1);
        assertThat(new Rings(record).ring(Replication.simple(3)).replicas(120).pending())
                .isEmpty();
    }

    /** Every set of live nodes, every level: a write is planned exactly where each side alone could be written. */
    @Test
    void shouldPlanAWriteExactlyWhereBothSidesCouldBeWritten() {
        for (TransitionPhase phase : TransitionPhase.values()) {
            ReplicaSet both = ring(record(
                            List.of(ONE, TWO, THREE, NEW), Replication.simple(3), new Move.Join(NEW.id()), phase))
                    .replicas(120);
            for (Consistency level : List.of(
                    Consistency.ONE,
                    Consistency.QUORUM,
                    Consistency.ALL,
                    Consistency.replicas(2),
                    Consistency.of(ConsistencyLevel.LOCAL_QUORUM),
                    Consistency.of(ConsistencyLevel.THREE))) {
                for (int live = 0; live < 16; live++) {
                    int up = live;
                    Predicate<RecordMember> isUp = member -> (up & 1 << member.actor() - 1) != 0;
                    int needed = level.level() == ConsistencyLevel.ONE
                            ? 1
                            : level.level() == ConsistencyLevel.ALL || level.level() == ConsistencyLevel.THREE ? 3 : 2;
                    long old = List.of(TWO, THREE, ONE).stream().filter(isUp).count();
                    long next = List.of(NEW, TWO, THREE).stream().filter(isUp).count();
                    if (old >= needed && next >= needed) {
                        ReplicaPlan plan = ReplicaPlan.forWrite(both, level, new Up(isUp));
                        assertThat(plan.groups()).isEqualTo(2);
                        assertThat(plan.contacts()).hasSize(Integer.bitCount(live));
                        assertThat(plan.groupsOf(TWO)).isEqualTo(0b11);
                        int newGroup = phase == TransitionPhase.WRITE_BOTH ? 0b10 : 0b01;
                        assertThat(plan.groupsOf(NEW)).isEqualTo(newGroup);
                        assertThat(plan.groupsOf(ONE)).isEqualTo(0b11 ^ newGroup);
                    } else {
                        assertThatThrownBy(() -> ReplicaPlan.forWrite(both, level, new Up(isUp)))
                                .isInstanceOf(StarlingException.class);
                    }
                }
            }
        }
    }

    @Test
    void shouldOweNothingToADatacenterThatHasNoReplicasOnTheOtherSide() {
        RecordMember far = Members.member(5, "far", "a", 250L);
        ClusterRecord record = record(
                List.of(ONE, TWO, THREE, far),
                Replication.networkTopology(Map.of("dc", 2, "far", 1)),
                new Move.Replicate("k", Replication.networkTopology(Map.of("dc", 2))),
                TransitionPhase.READ_NEW);
        ReplicaPlan plan = ReplicaPlan.forWrite(
                ring(record).replicas(50), Consistency.of(ConsistencyLevel.LOCAL_QUORUM), new Up(any -> true, "far"));
        assertThat(plan.required()).isEqualTo(1);
        ReplicaPlan each = ReplicaPlan.forWrite(
                ring(record).replicas(50), Consistency.of(ConsistencyLevel.EACH_QUORUM), new Up(any -> true, "far"));
        List<Integer> needs = new ArrayList<>();
        for (int group = 0; group < each.groups(); group++) {
            needs.add(each.required(group));
        }
        assertThat(needs).containsExactly(2, 1, 2);
        assertThat(Set.copyOf(actors(each.contacts()))).containsExactlyInAnyOrder(1, 2, 5);
    }

    private record Up(Predicate<RecordMember> isUp, String datacenter) implements ReplicaView {
        Up(Predicate<RecordMember> isUp) {
            this(isUp, "dc");
        }

        @Override
        public int self() {
            return 1;
        }

        @Override
        public boolean isAlive(RecordMember member) {
            return isUp.test(member);
        }

        @Override
        public long latency(RecordMember member) {
            return 0;
        }
    }
}
