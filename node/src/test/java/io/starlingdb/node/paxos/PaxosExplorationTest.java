package io.starlingdb.node.paxos;

import static io.starlingdb.node.paxos.Plan.attempt;
import static io.starlingdb.node.paxos.Plan.ballot;
import static io.starlingdb.node.paxos.Plan.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.paxos.Plan.Attempt;
import io.starlingdb.node.paxos.Plan.Bug;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every order, loss, duplication and crash of small cases; and the same with mistakes planted, which must be found. */
class PaxosExplorationTest {
    private static final List<NodeId> THREE = List.of(node(1), node(2), node(3));
    private static final Electorate<String> MAJORITY = Electorate.majorityOf(THREE);
    private static final Attempt A = attempt(ballot(1, 1, 1), "a", MAJORITY);
    private static final Attempt B = attempt(ballot(1, 2, 1), "b", MAJORITY);
    private static final Attempt C_ABOVE_BOTH = attempt(ballot(2, 1, 1), "c", MAJORITY);
    private static final Attempt LIKE_A_AFTER_RESTART = attempt(ballot(1, 1, 2), "d", MAJORITY);

    private static final Predicate<Set<String>> ONE_VALUE = chosen -> chosen.size() <= 1;

    private static final Plan CRASHES = new Plan(THREE, List.of(A, B), true, -1, Set.of());

    @Test
    void shouldChooseOneValueWhateverTwoProposersAndCrashingAcceptorsDo() {
        PaxosExplorer found = explore(CRASHES, ONE_VALUE);
        assertThat(found.isBroken()).isFalse();
        assertThat(found.everChosen()).containsExactlyInAnyOrder("a", "b");
        assertThat(found.states()).isGreaterThan(50_000);
    }

    @Test
    void shouldChooseOneValueWhenAProposerTriesAgainAboveTheOther() {
        PaxosExplorer found = explore(new Plan(THREE, List.of(A, B, C_ABOVE_BOTH), false, -1, Set.of()), ONE_VALUE);
        assertThat(found.isBroken()).isFalse();
        assertThat(found.everChosen()).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void shouldChooseOneValueWhenAProposerForgetsItsRoundButNotItsLife() {
        PaxosExplorer found =
                explore(new Plan(THREE, List.of(A, B, LIKE_A_AFTER_RESTART), false, -1, Set.of()), ONE_VALUE);
        assertThat(found.isBroken()).isFalse();
        assertThat(found.everChosen()).containsExactlyInAnyOrder("a", "b", "d");
    }

    @ParameterizedTest
    @EnumSource(names = {"FORGETS_PROMISE", "FORGETS_ACCEPTED", "ANSWERS_BEFORE_SAVED", "IGNORES_REPORTED"})
    void shouldFindAPlantedMistake(Bug bug) {
        assertThat(PaxosExplorer.findsMistake(CRASHES.with(bug), ONE_VALUE)).isTrue();
    }

    @Test
    void shouldFindAReusedBallot() {
        Attempt reusing = attempt(A.ballot(), "b", MAJORITY);
        Plan plan = new Plan(THREE, List.of(A, reusing), false, -1, Set.of(Bug.REUSES_BALLOT));
        assertThat(PaxosExplorer.findsMistake(plan, ONE_VALUE)).isTrue();
    }

    /** A value names the nodes that it needs, all of them: two may be chosen if they have no node in common. */
    @Test
    void shouldNeverChooseTwoFoundingsWithACommonNode() {
        PaxosExplorer found = explore(foundings(Set.of()), PaxosExplorationTest::haveNoNodeInCommon);
        assertThat(found.isBroken()).isFalse();
        assertThat(found.everChosen()).containsExactlyInAnyOrder("12", "123", "234");
    }

    @Test
    void shouldFindAFoundingThatIgnoresAnother() {
        Plan plan = foundings(Set.of(Bug.IGNORES_REPORTED));
        assertThat(PaxosExplorer.findsMistake(plan, PaxosExplorationTest::haveNoNodeInCommon))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void shouldLetAVoterThatLostItsMemoryProposeWithoutItsOwnVote(int voters) {
        PaxosExplorer found = explore(wipeOfTheFirst(voters), ONE_VALUE);
        assertThat(found.isBroken()).isFalse();
        assertThat(found.everChosen()).contains("back", "a", "b");
    }

    @Test
    void shouldFindAVoterThatLostItsMemoryAndVotesOn() {
        assertThat(PaxosExplorer.findsMistake(wipeOfTheFirst(3).with(Bug.VOTES_AFTER_WIPE), ONE_VALUE))
                .isTrue();
    }

    private static Plan foundings(Set<Bug> bugs) {
        Electorate<String> listed = new Listed();
        List<Attempt> racing = List.of(
                attempt(ballot(1, 1, 1), "123", listed),
                attempt(ballot(1, 2, 1), "234", listed),
                attempt(ballot(2, 1, 1), "12", listed));
        return new Plan(List.of(node(1), node(2), node(3), node(4)), racing, false, -1, bugs);
    }

    private static boolean haveNoNodeInCommon(Set<String> foundings) {
        String all = String.join("", foundings);
        return all.chars().distinct().count() == all.length();
    }

    private static Plan wipeOfTheFirst(int count) {
        List<NodeId> voters = THREE.subList(0, count);
        Electorate<String> majority = Electorate.majorityOf(voters);
        Electorate<String> others = Electorate.withoutOneself(voters.subList(1, count));
        List<Attempt> attempts = List.of(
                attempt(ballot(1, 2, 1), "a", majority),
                attempt(ballot(3, 2, 1), "b", majority),
                new Attempt(ballot(2, 1, 2), "back", others, true));
        return new Plan(voters, attempts, false, 0, Set.of());
    }

    private static PaxosExplorer explore(Plan plan, Predicate<Set<String>> rule) {
        return new PaxosExplorer(plan, rule).run();
    }

    /** Everyone whose digit is in the value. */
    private record Listed() implements Electorate<String> {
        @Override
        public List<NodeId> voters(@Nullable String candidate) {
            return String.valueOf(candidate)
                    .chars()
                    .mapToObj(digit -> node(digit - '0'))
                    .toList();
        }

        @Override
        public boolean suffices(@Nullable String candidate, Set<NodeId> answered) {
            return answered.containsAll(voters(candidate));
        }
    }
}
