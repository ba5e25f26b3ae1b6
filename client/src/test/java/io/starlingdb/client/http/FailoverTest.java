package io.starlingdb.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.client.http.Failover.Repeat;
import io.starlingdb.client.http.JsonCalls.Call;
import io.starlingdb.client.http.JsonCalls.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailoverTest {
    private static final Call CALL = new Call("PUT", "/", Map.of(), null, Duration.ofSeconds(1));
    private static final NodeAddress A = new NodeAddress("a", 1);
    private static final NodeAddress B = new NodeAddress("b", 1);

    /** What each try answers, in order; null for success. */
    private final List<ErrorCode> answers = new ArrayList<>();

    private final List<NodeAddress> tried = new ArrayList<>();
    private long nanos;
    private final Failover failover = new Failover(
            this::answer, new NodeChoice(List.of(A, B), () -> nanos), 5, Duration.ofNanos(2_000), new Random(1));

    @ParameterizedTest
    @EnumSource(
            value = ErrorCode.class,
            names = {"UNAVAILABLE", "OVERLOADED", "BOOTSTRAPPING", "READ_ONLY"})
    void shouldGoToAnotherNodeWhereNothingWasTried(ErrorCode refusal) {
        answer(refusal, null);

        assertThat(send(Repeat.NOWHERE).status()).isEqualTo(200);
        assertThat(tried).containsExactly(A, B);
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorCode.class,
            names = {"INVALID", "SYNTAX_ERROR", "UNKNOWN", "CONFLICT", "SERVER_ERROR"})
    void shouldTakeOtherErrorsForTheAnswer(ErrorCode error) {
        answer(error);

        assertFails(Repeat.ANYWHERE, error);
        assertThat(tried).hasSize(1);
    }

    @Test
    void shouldRepeatWhatIsIdempotentAnywhere() {
        answer(ErrorCode.TIMEOUT, ErrorCode.REPLICA_FAILURE, null);

        assertThat(send(Repeat.ANYWHERE).status()).isEqualTo(200);
        assertThat(tried).containsExactly(A, B, A);
    }

    @Test
    void shouldComeBackToTheNodeThatKnowsTheKey() {
        answer(ErrorCode.UNAVAILABLE, ErrorCode.TIMEOUT, ErrorCode.OVERLOADED, null);

        assertThat(send(Repeat.SAME_NODE).status()).isEqualTo(200);
        assertThat(tried).containsExactly(A, B, B, B);
    }

    @Test
    void shouldNotSendAgainWhatMayHaveHadAnEffect() {
        answer(ErrorCode.TIMEOUT);

        assertFails(Repeat.NOWHERE, ErrorCode.TIMEOUT);
        assertThat(tried).hasSize(1);
    }

    @Test
    void shouldNeverTellAsUntriedWhatMayHaveHadAnEffect() {
        answer(
                ErrorCode.TIMEOUT,
                ErrorCode.UNAVAILABLE,
                ErrorCode.UNAVAILABLE,
                ErrorCode.UNAVAILABLE,
                ErrorCode.UNAVAILABLE);

        assertFails(Repeat.SAME_NODE, ErrorCode.TIMEOUT);
        assertThat(tried).containsExactly(A, A, A, A, A);
    }

    @Test
    void shouldAvoidForAWhileWhoDidNotTakeWork() {
        answer(ErrorCode.UNAVAILABLE, null, null, null, null);
        for (int i = 0; i < 3; i++) {
            assertThat(send(Repeat.ANYWHERE).status()).isEqualTo(200);
        }
        assertThat(tried).containsExactly(A, B, B, B);

        nanos = 1_000_000_000L;
        assertThat(send(Repeat.ANYWHERE).status()).isEqualTo(200);
        assertThat(tried).last().isEqualTo(A);
    }

    private void answer(ErrorCode... inOrder) {
        for (ErrorCode one : inOrder) {
            answers.add(one);
        }
    }

    private Reply send(Repeat repeat) {
        return JsonCalls.await(failover.send(CALL, repeat));
    }

    private void assertFails(Repeat repeat, ErrorCode code) {
        assertThatThrownBy(() -> send(repeat))
                .isInstanceOfSatisfying(
                        StarlingException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private CompletableFuture<Reply> answer(NodeAddress node, Call call) {
        tried.add(node);
        ErrorCode error = answers.remove(0);
        return error == null
                ? CompletableFuture.completedFuture(new Reply(200, MissingNode.getInstance(), "", null))
                : CompletableFuture.failedFuture(new StarlingException(error, "as the test says"));
    }
}
