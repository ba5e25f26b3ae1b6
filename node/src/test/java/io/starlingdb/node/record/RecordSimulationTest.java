package io.starlingdb.node.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One history of the cluster record, whatever happens, and clients told the truth about it.
 *
 * <p>{@code -Dstarling.full=true} runs many more seeds, {@code -Drecord.seeds=N} so many; {@code -Drecord.seed=N} runs
 * one.
 */
class RecordSimulationTest {
    private static final int SEEDS =
            Integer.getInteger("record.seeds", Boolean.getBoolean("starling.full") ? 3_000 : 100);

    /** More than enough to find each planted mistake. */
    private static final int SEEDS_OF_PLANTS = 400;

    @Test
    void shouldKeepOneHistoryAndEveryAcknowledgedChange() {
        Long only = Long.getLong("record.seed");
        LongStream seeds = only != null ? LongStream.of(only) : LongStream.rangeClosed(1, SEEDS);
        int acknowledged = seeds.mapToInt(seed -> {
                    RecordSimulation simulation = new RecordSimulation(seed, Plant.NONE).run();
                    assertThat(simulation.history().faults())
                            .as("replay with -Drecord.seed=%d", seed)
                            .isEmpty();
                    return simulation.clients().acknowledged();
                })
                .sum();
        assertThat(acknowledged).as("acknowledged changes").isGreaterThan(only != null ? 0 : 10 * SEEDS);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void shouldFindAPlantedMistake(Plant plant) {
        boolean found = LongStream.rangeClosed(1, SEEDS_OF_PLANTS).anyMatch(seed -> {
            List<String> faults =
                    new RecordSimulation(seed, plant).run().history().faults();
            return !faults.isEmpty();
        });
        assertThat(found).isTrue();
    }

    @Test
    void shouldGoTheSameWayWithTheSameSeed() {
        assertThat(hash(7)).isEqualTo(hash(7)).isNotEqualTo(hash(8));
    }

    private static long hash(long seed) {
        return new RecordSimulation(seed, Plant.NONE).run().world().log().hash();
    }
}
