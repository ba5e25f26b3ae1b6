package io.starlingdb.node.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReplicaPlanTest {
    /** Actors 1–3 in east, 4–6 in west. */
    private static final List<RecordMember> SIX = List.of(
            Members.member(1, "east", "a"),
            Members.member(2, "east", "a"),
            Members.member(3, "east", "a"),
            Members.member(4, "west", "a"),
            Members.member(5, "west", "a"),
            Members.member(6, "west", "a"));

    private static final ReplicaSet THREE = new ReplicaSet(SIX.subList(0, 3), new SimpleStrategy(3));
    private static final ReplicaSet TWO_DATACENTERS =
            new ReplicaSet(SIX, new NetworkTopologyStrategy(new TreeMap<>(Map.of("east", 3, "west", 3))));

    private final View view = new View();

    @Test
    void shouldWriteToAllLiveReplicasAndOweTheOthersHints() {
        view.dead.add(2);
        ReplicaPlan plan = ReplicaPlan.forWrite(THREE, Consistency.QUORUM, view);
        assertThat(actors(plan.contacts())).containsExactly(1, 3);
        assertThat(actors(plan.absent())).containsExactly(2);
        assertThat(plan.required()).isEqualTo(2);
    }

    @Test
    void shouldReadFromAsFewAsNeededBestFirst() {
        view.self = 3;
        view.latency.put(1, 20L);
        view.latency.put(2, 10L);
        ReplicaPlan plan = ReplicaPlan.forRead(THREE, Consistency.QUORUM, view);
        assertThat(actors(plan.contacts())).containsExactly(3, 2);
        assertThat(actors(plan.spares())).containsExactly(1);
    }

    @Test
    void shouldReadInItsOwnDatacenterFirst() {
        view.self = 99;
        view.datacenter = "west";
        view.latency.put(4, 1000L);
        ReplicaPlan plan = ReplicaPlan.forRead(TWO_DATACENTERS, Consistency.QUORUM, view);
        assertThat(actors(plan.contacts())).containsExactly(5, 6, 4, 1);
        assertThat(actors(plan.spares())).containsExactly(2, 3);
    }

    @Test
    void shouldSayHowManyAreRequiredAndAlive() {
        view.dead.addAll(Set.of(1, 3));
        StarlingException refused = catchThrowableOfType(
                StarlingException.class, () -> ReplicaPlan.forWrite(THREE, Consistency.QUORUM, view));
        assertThat(refused.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(refused.numbers()).containsEntry("required", 2).containsEntry("alive", 1);
    }

    @Test
    void shouldCountTheConfiguredFactorWhereTheClusterIsTooSmall() {
        ReplicaSet one = new ReplicaSet(SIX.subList(0, 1), new SimpleStrategy(3));
        assertThatThrownBy(() -> ReplicaPlan.forRead(one, Consistency.QUORUM, view))
                .isInstanceOf(StarlingException.class);
        assertThat(ReplicaPlan.forRead(one, Consistency.ONE, view).required()).isEqualTo(1);
    }

    @Test
    void shouldCountOnlyLocalAnswersAtLocalLevels() {
        ReplicaPlan write = ReplicaPlan.forWrite(TWO_DATACENTERS, level(ConsistencyLevel.LOCAL_QUORUM), view);
        assertThat(write.contacts()).hasSize(6);
        assertThat(write.required()).isEqualTo(2);
        assertThat(write.groupOf(SIX.get(0))).isZero();
        assertThat(write.groupOf(SIX.get(3))).isEqualTo(-1);
        ReplicaPlan read = ReplicaPlan.forRead(TWO_DATACENTERS, level(ConsistencyLevel.LOCAL_QUORUM), view);
        assertThat(actors(read.contacts())).containsExactly(1, 2);
        assertThat(actors(read.spares())).containsExactly(3);
    }

    @Test
    void shouldRefuseALocalLevelWhereThereAreNoLocalReplicas() {
        view.datacenter = "north";
        assertThatThrownBy(() -> ReplicaPlan.forWrite(TWO_DATACENTERS, level(ConsistencyLevel.LOCAL_ONE), view))
                .isInstanceOf(StarlingException.class);
    }

    @Test
    void shouldNeedAQuorumOfEachDatacenter() {
        ReplicaPlan read = ReplicaPlan.forRead(TWO_DATACENTERS, level(ConsistencyLevel.EACH_QUORUM), view);
        assertThat(actors(read.contacts())).containsExactly(1, 2, 4, 5);
        assertThat(read.groups()).isEqualTo(2);
        assertThat(read.required()).isEqualTo(4);
        view.dead.addAll(Set.of(4, 5));
        StarlingException refused = catchThrowableOfType(
                StarlingException.class,
                () -> ReplicaPlan.forWrite(TWO_DATACENTERS, level(ConsistencyLevel.EACH_QUORUM), view));
        assertThat(refused.numbers()).containsEntry("required", 2).containsEntry("alive", 1);
    }

    @Test
    void shouldTakePlainNumbersUpToTheFactor() {
        assertThat(ReplicaPlan.forRead(THREE, Consistency.replicas(3), view).required())
                .isEqualTo(3);
        assertThatThrownBy(() -> ReplicaPlan.forRead(THREE, Consistency.replicas(4), view))
                .isInstanceOfSatisfying(
                        StarlingException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_REQUEST));
        assertThatThrownBy(() -> Consistency.replicas(0)).isInstanceOf(StarlingException.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"ANY", "SERIAL", "LOCAL_SERIAL"})
    void shouldLeaveLevelsThatAreNoNumbersToItsCaller(ConsistencyLevel level) {
        assertThatThrownBy(() -> ReplicaPlan.forRead(THREE, level(level), view))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Against a plain count: the plan is refused exactly where too few count, and contacts exactly who is needed. */
    @Test
    void shouldAgreeWithAPlainCount() {
        Random random = new Random(3);
        List<ConsistencyLevel> levels = List.of(
                ConsistencyLevel.ONE,
                ConsistencyLevel.TWO,
                ConsistencyLevel.THREE,
                ConsistencyLevel.QUORUM,
                ConsistencyLevel.ALL,
                ConsistencyLevel.LOCAL_ONE,
                ConsistencyLevel.LOCAL_QUORUM,
                ConsistencyLevel.EACH_QUORUM);
        for (int round = 0; round < 20_000; round++) {
            View drawn = new View();
            drawn.self = random.nextInt(8);
            drawn.datacenter = random.nextBoolean() ? "east" : "west";
            for (int actor = 1; actor <= 6; actor++) {
                drawn.latency.put(actor, (long) random.nextInt(5));
                if (random.nextInt(3) == 0) {
                    drawn.dead.add(actor);
                }
            }
            ConsistencyLevel level = levels.get(random.nextInt(levels.size()));
            assertLikeThePlainCount(level, drawn);
        }
    }

    private static void assertLikeThePlainCount(ConsistencyLevel level, View view) {
        int east = alive(view, "east");
        int west = alive(view, "west");
        int local = view.datacenter.equals("east") ? east : west;
        boolean enough = switch (level) {
            case ONE -> east + west >= 1;
            case TWO -> east + west >= 2;
            case THREE -> east + west >= 3;
            case QUORUM -> east + west >= 4;
            case ALL -> east + west == 6;
            case LOCAL_ONE -> local >= 1;
            case LOCAL_QUORUM -> local >= 2;
            case EACH_QUORUM -> east >= 2 && west >= 2;
            default -> throw new AssertionError(level);
        };
        if (!enough) {
            assertThatThrownBy(() -> ReplicaPlan.forRead(TWO_DATACENTERS, level(level), view))
                    .isInstanceOf(StarlingException.class);
            assertThatThrownBy(() -> ReplicaPlan.forWrite(TWO_DATACENTERS, level(level), view))
                    .isInstanceOf(StarlingException.class);
            return;
        }
        ReplicaPlan read = ReplicaPlan.forRead(TWO_DATACENTERS, level(level), view);
        assertThat(read.contacts())
                .hasSize(read.required())
                .doesNotHaveDuplicates()
                .allMatch(view::isAlive);
        assertThat(read.spares()).doesNotContainAnyElementsOf(read.contacts()).allMatch(view::isAlive);
        ReplicaPlan write = ReplicaPlan.forWrite(TWO_DATACENTERS, level(level), view);
        assertThat(write.contacts()).hasSize(east + west);
        assertThat(write.absent()).hasSize(6 - east - west);
    }

    private static int alive(View view, String datacenter) {
        return (int) SIX.stream()
                .filter(member -> member.datacenter().equals(datacenter) && view.isAlive(member))
                .count();
    }

    private static Consistency level(ConsistencyLevel level) {
        return Consistency.of(level);
    }

    private static List<Integer> actors(List<RecordMember> members) {
        return new ArrayList<>(members.stream().map(RecordMember::actor).toList());
    }

    private static final class View implements ReplicaView {
        private final Set<Integer> dead = new HashSet<>();
        private final Map<Integer, Long> latency = new TreeMap<>();
        private int self = 1;
        private String datacenter = "east";

        @Override
        public int self() {
            return self;
        }

        @Override
        public String datacenter() {
            return datacenter;
        }

        @Override
        public boolean isAlive(RecordMember member) {
            return !dead.contains(member.actor());
        }

        @Override
        public long latency(RecordMember member) {
            return latency.getOrDefault(member.actor(), 0L);
        }
    }
}
