package io.starlingdb.node.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.node.coordinator.CoordinatorRules;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BatchSimulationTest {
    private static final int SEEDS = Boolean.getBoolean("starling.full") ? 200 : 4;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, SEEDS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldWriteAllOfABatchOrNothingWhoeverDies(long seed) {
        BatchRunSim run = new BatchRunSim(seed, CoordinatorRules.SOUND);
        assertThat(run.run()).as("seed " + seed).isEmpty();
        assertThat(run.whole()).isPositive();
    }

    /** The mistake: the log forgets a batch as soon as it has it. */
    @Test
    void shouldNoticeABatchLogThatIsDeletedEarly() {
        CoordinatorRules hasty = new CoordinatorRules() {
            @Override
            public boolean forgetsBatchBeforeItIsWritten() {
                return true;
            }
        };
        assertThat(LongStream.rangeClosed(1, 100)
                        .anyMatch(seed -> !new BatchRunSim(seed, hasty).run().isEmpty()))
                .isTrue();
    }
}
