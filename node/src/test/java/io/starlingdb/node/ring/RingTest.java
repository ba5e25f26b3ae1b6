package io.starlingdb.node.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.starlingdb.kernel.TokenRange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RingTest {
    private static final List<RecordMember> FOUR = List.of(
            Members.member(1, "dc", "a", -100L, 300L),
            Members.member(2, "dc", "a", 0L, 400L),
            Members.member(3, "dc", "b", 100L),
            Members.member(4, "dc", "b", 200L));

    private final Ring ring = new Ring(7, FOUR, new SimpleStrategy(2));

    @Test
    void shouldGiveATokenToTheNextOneOnTheRing() {
        assertThat(actors(ring, 0)).containsExactly(2, 3);
        assertThat(actors(ring, 1)).containsExactly(3, 4);
        assertThat(actors(ring, 150)).containsExactly(4, 1);
        assertThat(actors(ring, 350)).containsExactly(2, 1);
    }

    @Test
    void shouldWrapOverTheTopOfTheRing() {
        assertThat(actors(ring, 401)).containsExactly(1, 2);
        assertThat(actors(ring, Long.MAX_VALUE)).containsExactly(1, 2);
        assertThat(actors(ring, -100)).containsExactly(1, 2);
        assertThat(ring.range(500)).isEqualTo(new TokenRange(400, -100));
    }

    @Test
    void shouldTakeDistinctRacksFirst() {
        Ring racks = new Ring(7, FOUR, new NetworkTopologyStrategy(new TreeMap<>(Map.of("dc", 3))));
        assertThat(actors(racks, -100)).containsExactly(1, 3, 2);
        assertThat(actors(racks, 100)).containsExactly(3, 1, 4);
    }

    @Test
    void shouldListFallbacksBehindTheReplicas() {
        PreferenceList list = ring.preferenceList(250);
        assertThat(list.primaries()).extracting(RecordMember::actor).containsExactly(1, 2);
        assertThat(list.fallbacks()).extracting(RecordMember::actor).containsExactly(3, 4);
    }

    @Test
    void shouldLeaveOutWhoOwnsNothing() {
        List<RecordMember> members = new ArrayList<>(FOUR);
        members.set(2, FOUR.get(2).as(NodeStatus.JOINING));
        members.set(3, FOUR.get(3).as(NodeStatus.LEAVING));
        assertThat(actors(new Ring(7, members, new SimpleStrategy(2)), 50)).containsExactly(4, 1);
    }

    @Test
    void shouldShareEqualReplicaSets() {
        List<RecordMember> two =
                List.of(Members.member(1, "dc", "a", 1L, 3L, 5L), Members.member(2, "dc", "a", 2L, 4L));
        Ring shared = new Ring(7, two, new SimpleStrategy(2));
        assertThat(shared.replicas(1)).isSameAs(shared.replicas(3));
        assertThat(shared.ranges()).hasSize(5);
    }

    @Test
    void shouldRefuseOneTokenForTwo() {
        List<RecordMember> clash = List.of(Members.member(1, "dc", "a", 1L), Members.member(2, "dc", "a", 1L));
        assertThatThrownBy(() -> new Ring(7, clash, new SimpleStrategy(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldOwnNothingBeforeTheFounding() {
        Ring empty = new Ring(0, List.of(), new SimpleStrategy(1));
        assertThat(empty.isEmpty()).isTrue();
        assertThatThrownBy(() -> empty.replicas(1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldPlaceReplicasWhereDriversExpectThem() throws ReflectiveOperationException {
        Random random = new Random(1);
        for (int round = 0; round < 300; round++) {
            List<RecordMember> members = randomMembers(random);
            int factor = 1 + random.nextInt(5);
            assertPlacement(new Ring(1, members, new SimpleStrategy(factor)), DriverPlacement.simple(members, factor));
            SortedMap<String, Integer> factors = new TreeMap<>();
            members.forEach(member -> factors.put(member.datacenter(), 1 + random.nextInt(4)));
            assertPlacement(
                    new Ring(1, members, new NetworkTopologyStrategy(factors)),
                    DriverPlacement.networkTopology(members, factors));
        }
    }

    private static void assertPlacement(Ring ring, Map<Long, Set<Integer>> expected) {
        Map<Long, Set<Integer>> placed = new TreeMap<>();
        for (OwnedRange owned : ring.ranges()) {
            placed.put(
                    owned.range().end(),
                    owned.replicas().members().stream().map(RecordMember::actor).collect(Collectors.toSet()));
        }
        assertThat(placed).isEqualTo(expected);
    }

    private static List<RecordMember> randomMembers(Random random) {
        int count = 1 + random.nextInt(10);
        int racks = 1 + random.nextInt(4);
        int datacenters = 1 + random.nextInt(2);
        Set<Long> used = new HashSet<>();
        List<RecordMember> members = new ArrayList<>();
        for (int actor = 1; actor <= count; actor++) {
            List<Long> tokens = new ArrayList<>();
            for (int left = 1 + random.nextInt(6); left > 0; left--) {
                long token = random.nextLong();
                if (used.add(token)) {
                    tokens.add(token);
                }
            }
            members.add(Members.member(actor, "dc" + random.nextInt(datacenters), "r" + random.nextInt(racks))
                    .owning(tokens));
        }
        return members;
    }

    private static List<Integer> actors(Ring ring, long token) {
        return ring.replicas(token).members().stream().map(RecordMember::actor).toList();
    }
}
