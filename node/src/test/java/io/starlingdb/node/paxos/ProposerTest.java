package io.starlingdb.node.paxos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.paxos.Proposer.Phase;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProposerTest {
    private static final NodeId A = new NodeId(0, 1);
    private static final NodeId B = new NodeId(0, 2);
    private static final NodeId C = new NodeId(0, 3);
    private static final Electorate<String> MAJORITY = Electorate.majorityOf(List.of(A, B, C));
    private static final Ballot LOW = new Ballot(1, B, 1);
    private static final Ballot LOWER = new Ballot(1, A, 1);
    private static final Ballot BALLOT = new Ballot(2, A, 1);

    private final Proposer<String> begun = Proposer.propose(BALLOT, "own", MAJORITY);

    @Test
    void shouldProposeItsOwnValueWhereNothingWasAccepted() {
        Proposer<String> ready = begun.promised(A, null).promised(B, null);
        assertThat(ready.phase()).isEqualTo(Phase.ACCEPTING);
        assertThat(ready.value()).isEqualTo("own");
        Proposer<String> done = ready.accepted(C).accepted(B);
        assertThat(done.phase()).isEqualTo(Phase.CHOSEN);
    }

    @Test
    void shouldAdoptTheReportedValueWithTheHighestBallot() {
        Proposer<String> ready =
                begun.promised(A, new Accepted<>(LOW, "newer")).promised(B, new Accepted<>(LOWER, "older"));
        assertThat(ready.value()).isEqualTo("newer");
    }

    @Test
    void shouldCountEachVoterOnce() {
        assertThat(begun.promised(A, null).promised(A, null).phase()).isEqualTo(Phase.PREPARING);
    }

    @Test
    void shouldIgnoreAnswersOfAPhaseThatIsOver() {
        Proposer<String> accepting = begun.promised(A, null).promised(B, null);
        assertThat(accepting.promised(C, new Accepted<>(LOW, "late"))).isEqualTo(accepting);
        assertThat(accepting.lost(C, Phase.PREPARING)).isEqualTo(accepting);
        assertThat(begun.accepted(A)).isEqualTo(begun);
    }

    @Test
    void shouldGoOnWithoutALostVoterAndFailWithoutTwo() {
        Proposer<String> one = begun.lost(A, Phase.PREPARING);
        assertThat(one.phase()).isEqualTo(Phase.PREPARING);
        assertThat(one.promised(B, null).promised(C, null).phase()).isEqualTo(Phase.ACCEPTING);
        assertThat(one.lost(B, Phase.PREPARING).phase()).isEqualTo(Phase.FAILED);
    }

    @Test
    void shouldGiveAVoterLostWhilePreparingAnotherChanceToAccept() {
        Proposer<String> accepting =
                begun.lost(C, Phase.PREPARING).promised(A, null).promised(B, null);
        assertThat(accepting.accepted(C).accepted(A).phase()).isEqualTo(Phase.CHOSEN);
    }

    @Test
    void shouldFindOutThatNothingWasChosen() {
        Proposer<String> read = Proposer.read(BALLOT, MAJORITY);
        Proposer<String> done = read.promised(A, null).promised(C, null);
        assertThat(done.phase()).isEqualTo(Phase.NOTHING_CHOSEN);
        assertThatThrownBy(done::value).isInstanceOf(NullPointerException.class);
    }

    @Test
    void shouldCompleteWhatOthersBeganWhenReading() {
        Proposer<String> read = Proposer.read(BALLOT, MAJORITY);
        Proposer<String> ready = read.promised(A, null).promised(C, new Accepted<>(LOW, "theirs"));
        assertThat(ready.phase()).isEqualTo(Phase.ACCEPTING);
        assertThat(ready.value()).isEqualTo("theirs");
    }

    @Test
    void shouldNeedEnoughOthersThatNoMajorityOfAllLacksThemAll() {
        assertThat(enoughOf(2)).isEqualTo(1);
        assertThat(enoughOf(3)).isEqualTo(2);
        assertThat(enoughOf(4)).isEqualTo(2);
        assertThat(enoughOf(5)).isEqualTo(3);
    }

    private static int enoughOf(int voters) {
        List<NodeId> others =
                IntStream.range(1, voters).mapToObj(i -> new NodeId(1, i)).toList();
        Electorate<String> electorate = Electorate.withoutOneself(others);
        for (int count = 0; ; count++) {
            if (electorate.suffices(null, Set.copyOf(others.subList(0, count)))) {
                return count;
            }
        }
    }
}
