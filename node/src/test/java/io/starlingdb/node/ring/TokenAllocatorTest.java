package io.starlingdb.node.ring;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.kernel.NodeId;
import io.starlingdb.kernel.Tokens;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenAllocatorTest {
    /** Tokens lie on a grid: shares may differ by a slice a token. */
    private static final double ON_THE_GRID = 0.02;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 12, 20, 50, 100})
    void shouldSpreadOwnershipEvenlyWithinOneRack(int nodes) {
        List<RecordMember> members = Members.found(16, Collections.nCopies(nodes, "dc/r"));
        for (int factor = 1; factor <= Math.min(nodes, 3); factor++) {
            assertEven(members, new SimpleStrategy(factor), ON_THE_GRID);
            assertEven(members, topology(Map.of("dc", factor)), ON_THE_GRID);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8})
    void shouldSpreadOwnershipEvenlyOverRacksOfOneSize(int nodesInRack) {
        List<String> places = new ArrayList<>();
        for (int i = 0; i < nodesInRack; i++) {
            places.addAll(List.of("dc/a", "dc/b", "dc/c"));
        }
        List<RecordMember> members = Members.found(16, places);
        for (int factor = 1; factor <= 3; factor++) {
            assertEven(members, topology(Map.of("dc", factor)), ON_THE_GRID);
        }
    }

    @Test
    void shouldSpreadOwnershipEvenlyInEachOfTwoDatacenters() {
        List<String> places = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            places.add("east/" + "ab".charAt(i % 2));
        }
        for (int i = 0; i < 6; i++) {
            places.add("west/" + "abc".charAt(i % 3));
        }
        List<RecordMember> members = Members.found(16, places);
        assertEven(members, topology(Map.of("east", 3, "west", 3)), ON_THE_GRID);
    }

    @Test
    void shouldKeepARackOfThreeEvenBesideARackOfTwo() {
        List<RecordMember> members = Members.found(16, List.of("dc/a", "dc/a", "dc/b", "dc/b", "dc/b"));
        Map<NodeId, Ownership> shares = Ownership.of(new Ring(1, members, topology(Map.of("dc", 2))));
        assertThat(members.stream().map(m -> shares.get(m.id()).replicated()))
                .satisfiesExactly(
                        inRackOfTwo -> assertThat(inRackOfTwo).isBetween(0.48, 0.52),
                        inRackOfTwo -> assertThat(inRackOfTwo).isBetween(0.48, 0.52),
                        inRackOfThree -> assertThat(inRackOfThree).isBetween(0.31, 0.36),
                        inRackOfThree -> assertThat(inRackOfThree).isBetween(0.31, 0.36),
                        inRackOfThree -> assertThat(inRackOfThree).isBetween(0.31, 0.36));
    }

    @Test
    void shouldGiveANodeOwnershipInProportionToItsTokens() {
        Location place = new Location("dc", "r");
        List<List<Long>> tokens =
                TokenAllocator.found(List.of(new TokenAllocator.Seat(place, 8), new TokenAllocator.Seat(place, 24)));
        List<RecordMember> members = List.of(
                Members.member(1, "dc", "r").owning(tokens.get(0)),
                Members.member(2, "dc", "r").owning(tokens.get(1)));
        Map<NodeId, Ownership> shares = Ownership.of(new Ring(1, members, new SimpleStrategy(1)));
        assertThat(shares.get(members.get(0).id()).primary()).isBetween(0.24, 0.26);
    }

    @Test
    void shouldShareRangesWithManyNeighbours() {
        List<RecordMember> members = Members.found(16, Collections.nCopies(20, "dc/r"));
        Ring ring = new Ring(1, members, new SimpleStrategy(3));
        Map<Integer, Set<Integer>> partners = new TreeMap<>();
        for (OwnedRange owned : ring.ranges()) {
            for (RecordMember one : owned.replicas().members()) {
                for (RecordMember other : owned.replicas().members()) {
                    partners.computeIfAbsent(one.actor(), any -> new HashSet<>())
                            .add(other.actor());
                }
            }
        }
        assertThat(partners.values()).allSatisfy(set -> assertThat(set).hasSizeGreaterThanOrEqualTo(14));
    }

    @Test
    void shouldPutDistinctTokensOnTheGrid() {
        List<String> places = new ArrayList<>(Collections.nCopies(30, "a/r"));
        places.addAll(Collections.nCopies(30, "b/r"));
        places.addAll(Collections.nCopies(7, "c/r"));
        List<Long> tokens = Members.found(16, places).stream()
                .flatMap(member -> member.tokens().stream())
                .toList();
        assertThat(tokens).hasSize(67 * 16).doesNotHaveDuplicates().doesNotContain(Long.MIN_VALUE);
        assertThat(tokens).allMatch(Tokens::isOnGrid);
    }

    @Test
    void shouldGiveTheSameFoundersTheSameTokens() {
        List<String> places = List.of("dc/a", "dc/b", "dc/a");
        assertThat(Members.found(16, places)).isEqualTo(Members.found(16, places));
    }

    private static NetworkTopologyStrategy topology(Map<String, Integer> factors) {
        return new NetworkTopologyStrategy(new TreeMap<>(factors));
    }

    private static void assertEven(List<RecordMember> members, ReplicationStrategy strategy, double tolerance) {
        Map<NodeId, Ownership> shares = Ownership.of(new Ring(1, members, strategy));
        double fair = (double) strategy.factor() / members.size();
        assertThat(shares.values())
                .as(strategy.toString())
                .hasSize(members.size())
                .allSatisfy(share ->
                        assertThat(share.replicated()).isBetween(fair * (1 - tolerance), fair * (1 + tolerance)));
    }
}
