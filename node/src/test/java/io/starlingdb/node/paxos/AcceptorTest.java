package io.starlingdb.node.paxos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.starlingdb.kernel.NodeId;
import org.junit.jupiter.api.Test;

class AcceptorTest {
    private static final NodeId A = new NodeId(0, 1);
    private static final Ballot FIRST = new Ballot(1, A, 1);
    private static final Ballot SECOND = new Ballot(2, A, 1);

    private final Acceptor<String> fresh = Acceptor.fresh();

    @Test
    void shouldRefuseWhatIsBelowItsPromise() {
        Acceptor<String> promised = fresh.promise(SECOND);
        assertThat(promised.admits(FIRST)).isFalse();
        assertThatThrownBy(() -> promised.promise(FIRST)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> promised.accept(FIRST, "late")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldAnswerARepeatedMessageAlike() {
        Acceptor<String> promised = fresh.promise(FIRST);
        assertThat(promised.promise(FIRST)).isSameAs(promised);
        Acceptor<String> accepted = promised.accept(FIRST, "value");
        assertThat(accepted.accept(FIRST, "value")).isEqualTo(accepted);
    }

    @Test
    void shouldKeepWhatItAcceptedWhenItPromisesMore() {
        Acceptor<String> later = fresh.accept(FIRST, "value").promise(SECOND);
        assertThat(later.accepted()).isEqualTo(new Accepted<>(FIRST, "value"));
        assertThat(later.promised()).isEqualTo(SECOND);
    }

    @Test
    void shouldPromiseTheBallotThatItAccepts() {
        assertThat(fresh.accept(SECOND, "value").admits(FIRST)).isFalse();
    }

    @Test
    void shouldOrderBallotsByRoundThenProposerThenLife() {
        assertThat(Ballot.ZERO).isLessThan(FIRST);
        assertThat(new Ballot(1, new NodeId(0, 9), 9)).isLessThan(SECOND).isGreaterThan(FIRST);
        assertThat(new Ballot(1, A, 2)).isGreaterThan(FIRST);
    }
}
