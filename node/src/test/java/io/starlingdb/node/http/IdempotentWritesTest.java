package io.starlingdb.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IdempotentWritesTest {
    private static final int KEYS_MAX = 3;
    private static final WriteName NAME = new WriteName(1, 1, 7);

    private final HttpFixture.Time time = new HttpFixture.Time();
    private final IdempotentWrites writes = new IdempotentWrites(time, KEYS_MAX);
    private final Recorded write = new Recorded(true);

    @Test
    void shouldSendOnceAndAnswerTwice() {
        CompletableFuture<Answer> first = writes.run(NAME, write);
        CompletableFuture<Answer> meanwhile = writes.run(NAME, new Recorded(true));
        write.answers(0);
        CompletableFuture<Answer> afterwards = writes.run(NAME, new Recorded(true));

        assertThat(write.sent).hasSize(1);
        assertThat(first.join()).isSameAs(meanwhile.join()).isSameAs(afterwards.join());
    }

    @Test
    void shouldTakeTheSameKeyAnewAfterTenMinutes() {
        writes.run(NAME, write);
        write.answers(0);
        time.nanos = TimeUnit.MINUTES.toNanos(10) - 1;
        assertThat(writes.run(NAME, write)).isCompleted();
        assertThat(write.sent).hasSize(1);

        time.nanos++;
        assertThat(writes.run(NAME, write)).isNotDone();
        assertThat(write.sent).hasSize(2);
        assertThat(writes.size()).isEqualTo(1);
    }

    @Test
    void shouldKeepAWriteUnderWayHoweverOldItIs() {
        CompletableFuture<Answer> first = writes.run(NAME, write);
        time.nanos = TimeUnit.MINUTES.toNanos(20);
        assertThat(writes.run(NAME, new Recorded(true))).isSameAs(first);
    }

    @Test
    void shouldRefuseAKeyForAnotherWrite() {
        writes.run(NAME, write);
        assertThat(code(writes.run(new WriteName(1, 1, 8), write))).isEqualTo(ErrorCode.CONFLICT);
        assertThat(write.sent).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorCode.class,
            names = {"UNAVAILABLE", "OVERLOADED", "INVALID", "READ_ONLY", "BOOTSTRAPPING"})
    void shouldForgetAWriteThatWasNotTried(ErrorCode code) {
        CompletableFuture<Answer> first = writes.run(NAME, write);
        write.fails(0, code);

        assertThat(code(first)).isEqualTo(code);
        assertThat(writes.size()).isZero();
        writes.run(NAME, write);
        assertThat(write.sent).containsExactly(null, null);
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorCode.class,
            names = {"TIMEOUT", "REPLICA_FAILURE", "UNKNOWN", "SERVER_ERROR"})
    void shouldRepeatAnUnknownWriteAtTheTimeOfItsFirstSending(ErrorCode code) {
        long firstMicros = time.wallMicros();
        writes.run(NAME, write);
        write.fails(0, code);
        time.nanos = TimeUnit.MINUTES.toNanos(1);
        CompletableFuture<Answer> again = writes.run(NAME, new Recorded(true));
        CompletableFuture<Answer> meanwhile = writes.run(NAME, new Recorded(true));
        write.answers(1);

        assertThat(write.sent).containsExactly(null, firstMicros);
        assertThat(again.join()).isSameAs(meanwhile.join());
        assertThat(writes.run(NAME, write)).isCompleted();
    }

    @Test
    void shouldNotForgetThatAWriteIsUnknownWhenItsRepetitionIsNotTried() {
        writes.run(NAME, write);
        write.fails(0, ErrorCode.TIMEOUT);
        CompletableFuture<Answer> again = writes.run(NAME, write);
        write.fails(1, ErrorCode.UNAVAILABLE);
        CompletableFuture<Answer> third = writes.run(NAME, write);

        assertThat(code(again)).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(third).isNotDone();
        assertThat(write.sent.get(2)).isEqualTo(time.wallMicros());
    }

    @Test
    void shouldNeverRepeatACounterOfUnknownOutcome() {
        Recorded counter = new Recorded(false);
        writes.run(NAME, counter);
        counter.fails(0, ErrorCode.TIMEOUT);

        assertThat(code(writes.run(NAME, counter))).isEqualTo(ErrorCode.TIMEOUT);
        assertThat(counter.sent).hasSize(1);
    }

    @Test
    void shouldRefuseNewKeysAtTheBoundAndKeepTheOldOnes() {
        for (int i = 0; i < KEYS_MAX; i++) {
            writes.run(new WriteName(i, 1, 7), write);
            write.answers(i);
        }

        assertThat(code(writes.run(new WriteName(KEYS_MAX, 1, 7), write))).isEqualTo(ErrorCode.OVERLOADED);
        assertThat(writes.run(new WriteName(0, 1, 7), write)).isCompleted();
        assertThat(write.sent).hasSize(KEYS_MAX);

        time.nanos = TimeUnit.MINUTES.toNanos(10);
        assertThat(writes.run(new WriteName(KEYS_MAX, 1, 7), write)).isNotDone();
    }

    @Test
    void shouldForgetAWriteThatIsRefusedWhereItIsSent() {
        IdempotentWrites.Write refusing = new Recorded(true) {
            @Override
            public CompletableFuture<Answer> send(Long timestampMicros) {
                throw StarlingException.invalid("no");
            }
        };
        assertThat(code(writes.run(NAME, refusing))).isEqualTo(ErrorCode.INVALID);
        assertThat(writes.size()).isZero();
    }

    /** Nobody may be left to wait for a write that was never sent. */
    @Test
    void shouldAnswerWhenSendingItIsAFaultOfOurs() {
        IdempotentWrites.Write broken = new Recorded(false) {
            @Override
            public CompletableFuture<Answer> send(Long timestampMicros) {
                throw new IllegalStateException("a fault of ours");
            }
        };
        assertThat(writes.run(NAME, broken)).isCompletedExceptionally();
        assertThat(writes.run(NAME, broken)).isCompletedExceptionally();
    }

    private static ErrorCode code(CompletableFuture<Answer> answer) {
        assertThat(answer).isCompletedExceptionally();
        return Problem.error(answer.handle((ready, failure) -> failure).join()).code();
    }

    /** Notes the timestamps of its sendings, and answers when told. */
    private static class Recorded implements IdempotentWrites.Write {
        final List<Long> sent = new ArrayList<>();
        private final List<CompletableFuture<Answer>> answers = new ArrayList<>();
        private final boolean repeatable;

        Recorded(boolean repeatable) {
            this.repeatable = repeatable;
        }

        void answers(int sending) {
            answers.get(sending).complete(Answer.json(200, Buffer.buffer("{}")));
        }

        void fails(int sending, ErrorCode code) {
            answers.get(sending).completeExceptionally(new StarlingException(code, "as told"));
        }

        @Override
        public CompletableFuture<Answer> send(Long timestampMicros) {
            sent.add(timestampMicros);
            answers.add(new CompletableFuture<>());
            return answers.get(answers.size() - 1);
        }

        @Override
        public boolean isRepeatable() {
            return repeatable;
        }
    }
}
