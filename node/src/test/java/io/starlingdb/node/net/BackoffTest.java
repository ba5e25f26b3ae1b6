package io.starlingdb.node.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff backoff = new Backoff(10, 35);

    @Test
    void shouldDoubleThePauseUpToTheLongest() {
        long now = Long.MAX_VALUE - 5; // nanoTime may wrap
        for (long pause : new long[] {10, 20, 35, 35}) {
            assertThat(backoff.permits(now)).isTrue();
            backoff.failed(now);
            assertThat(backoff.permits(now + pause - 1)).isFalse();
            now += pause;
        }
    }

    @Test
    void shouldCountFailuresDuringAPauseOnce() {
        backoff.failed(0);
        backoff.failed(1);
        backoff.failed(2);

        assertThat(backoff.permits(10)).isTrue();
    }

    @Test
    void shouldPermitAtOnceAfterReset() {
        backoff.failed(0);
        backoff.failed(10);
        backoff.reset();

        assertThat(backoff.permits(11)).isTrue();
        backoff.failed(11);
        assertThat(backoff.permits(21)).isTrue();
    }
}
