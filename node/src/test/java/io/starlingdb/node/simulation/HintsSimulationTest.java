package io.starlingdb.node.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.hints.HintRules;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HintsSimulationTest {
    private static final int SEEDS = Boolean.getBoolean("starling.full") ? 300 : 6;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, SEEDS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldHaveDeliveredEverythingWhenNoHintIsLeft(long seed) {
        assertThat(new HintsRun(seed, HintRules.SOUND).run()).as("seed " + seed).isEmpty();
    }

    /** The mistake: a hint is forgotten when it was sent. */
    @Test
    void shouldNoticeHintsRemovedBeforeTheirAcknowledgement() {
        HintRules hasty = new HintRules() {
            @Override
            public boolean mayForget(boolean isAcknowledged) {
                return true;
            }
        };
        assertThat(LongStream.rangeClosed(1, 50)
                        .anyMatch(seed -> !new HintsRun(seed, hasty).run().isEmpty()))
                .isTrue();
    }
}
