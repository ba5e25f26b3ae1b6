package io.starlingdb.node.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class MovingRowsTest {
    private static final int SEEDS_TO_NOTICE = 20;
    private static final int SEEDS = Boolean.getBoolean("starling.full") ? 200 : 3;

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldReadWhatWasAcknowledgedWhileTheOnlyCopyMoves(long seed) {
        assertThat(MovingRows.run(seed, PlantedBug.NONE)).isEmpty();
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, SEEDS);
    }

    @ParameterizedTest
    @EnumSource(names = {"FORGOTTEN_PENDING", "OUTDATED_EPOCH", "READ_WHILE_JOINING", "REUSED_ID"})
    void shouldNoticeAPlantedBug(PlantedBug bug) {
        assertThat(LongStream.rangeClosed(1, SEEDS_TO_NOTICE)
                        .anyMatch(seed -> !MovingRows.run(seed, bug).isEmpty()))
                .as(bug + " is noticed by one of " + SEEDS_TO_NOTICE + " seeds")
                .isTrue();
    }
}
