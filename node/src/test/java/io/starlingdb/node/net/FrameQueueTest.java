package io.starlingdb.node.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FrameQueueTest {
    private final FrameQueue queue = new FrameQueue(100);

    @Test
    void shouldTakeAnyFrameWhenEmptyAndNothingBeyondTheBoundAfterwards() {
        assertThat(queue.offer(new byte[500])).isTrue();
        assertThat(queue.offer(new byte[1])).isFalse();

        queue.drain(10);

        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.offer(new byte[60])).isTrue();
        assertThat(queue.offer(new byte[40])).isTrue();
        assertThat(queue.offer(new byte[1])).isFalse();
    }

    @Test
    void shouldPutAsManyFramesIntoAPieceAsFitEachBehindItsLength() {
        queue.offer(new byte[] {1});
        queue.offer(new byte[] {2, 2});
        queue.offer(new byte[] {3});

        assertThat(queue.drain(11).getBytes()).containsExactly(0, 0, 0, 1, 1, 0, 0, 0, 2, 2, 2);
        assertThat(queue.drain(1).getBytes()).containsExactly(0, 0, 0, 1, 3);
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void shouldSayHowManyFramesItForgot() {
        queue.offer(new byte[30]);
        queue.offer(new byte[30]);

        assertThat(queue.clear()).isEqualTo(2);
        assertThat(queue.offer(new byte[100])).isTrue();
    }
}
