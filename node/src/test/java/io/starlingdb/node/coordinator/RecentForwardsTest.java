package io.starlingdb.node.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.kernel.Endpoint;
import org.junit.jupiter.api.Test;

class RecentForwardsTest {
    private static final Endpoint A = new Endpoint("a", 7000);
    private static final Endpoint B = new Endpoint("b", 7000);

    private final RecentForwards recent = new RecentForwards();

    @Test
    void shouldTakeEachNumberOfASenderOnce() {
        assertThat(recent.isFirst(A, 1, 0)).isTrue();
        assertThat(recent.isFirst(A, 2, 0)).isTrue();
        assertThat(recent.isFirst(B, 1, 0)).isTrue();
        assertThat(recent.isFirst(A, 1, 5)).isFalse();
        assertThat(recent.isFirst(B, 1, RecentForwards.KEPT_NANOS - 1)).isFalse();
    }

    @Test
    void shouldForgetWhatNoFrameCanRepeatAnyMore() {
        recent.isFirst(A, 1, 0);
        assertThat(recent.isFirst(A, 1, RecentForwards.KEPT_NANOS)).isTrue();
    }

    @Test
    void shouldNotGrowWithoutBound() {
        for (int number = 0; number < RecentForwards.KEPT_MAX + 10; number++) {
            recent.isFirst(A, number, 0);
        }
        assertThat(recent.isFirst(A, RecentForwards.KEPT_MAX + 9, 0)).isFalse();
        assertThat(recent.isFirst(A, 0, 0)).isTrue();
    }
}
