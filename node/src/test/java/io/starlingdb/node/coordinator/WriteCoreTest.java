package io.starlingdb.node.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import org.junit.jupiter.api.Test;

class WriteCoreTest {
    private final WriteCore core = new WriteCore(QuorumTracker.anyOf(3, 2));

    @Test
    void shouldBeDoneWhenEnoughHaveAcknowledged() {
        core.acknowledged(1);
        assertThat(core.isDone()).isFalse();
        core.acknowledged(1); // a repeated frame
        assertThat(core.isDone()).isFalse();
        core.acknowledged(2);
        assertThat(core.isDone()).isTrue();
        assertThat(core.isFailed()).isFalse();
    }

    @Test
    void shouldStayDoneWhateverOthersSayAfterwards() {
        core.acknowledged(0);
        core.acknowledged(1);
        core.refused(2);
        core.unanswered(2);
        assertThat(core.isDone()).isTrue();
        assertThat(core.isFailed()).isFalse();
    }

    @Test
    void shouldFailAsSoonAsTooFewAreLeft() {
        core.unanswered(0);
        assertThat(core.isFailed()).isFalse();
        core.unanswered(0);
        assertThat(core.isFailed()).isFalse();
        core.refused(1);
        assertThat(core.isFailed()).isTrue();
    }

    /** Some replica may hold the write: that it failed must not be read as that nothing happened. */
    @Test
    void shouldTellRefusalsFromSilence() {
        core.acknowledged(0);
        core.unanswered(1);
        core.unanswered(2);
        StarlingException silence = core.failure();
        assertThat(silence.code()).isEqualTo(ErrorCode.TIMEOUT);

        WriteCore refused = new WriteCore(QuorumTracker.anyOf(3, 2));
        refused.acknowledged(0);
        refused.refused(1);
        refused.refused(1);
        refused.refused(2);
        assertThat(refused.failure().code()).isEqualTo(ErrorCode.REPLICA_FAILURE);
        assertThat(refused.failure()).hasMessageContaining("2 replicas refused").hasMessageContaining("1 of 2");
    }

    @Test
    void shouldCallItATimeoutWhileOthersCouldStillAnswer() {
        core.refused(0);
        assertThat(core.failure().code()).isEqualTo(ErrorCode.TIMEOUT);
    }

    @Test
    void shouldBeDoneByTheLateAnswerOfOneGivenUp() {
        core.unanswered(0);
        core.unanswered(1);
        assertThat(core.isFailed()).isTrue();
        core.acknowledged(1);
        core.acknowledged(2);
        assertThat(core.isDone()).isTrue();
        assertThat(core.isFailed()).isFalse();
    }
}
