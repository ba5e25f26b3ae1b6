package io.starlingdb.node.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.codahale.metrics.Snapshot;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HdrReservoirTest {
    @Test
    void shouldKeepTwoDigitsOfEveryQuantile() {
        HdrReservoir reservoir = new HdrReservoir(Buckets.SECONDS);
        long[] values = new Random(7).longs(10_000, 1_000, 5_000_000_000L).toArray();
        for (long value : values) {
            reservoir.update(value);
        }
        java.util.Arrays.sort(values);

        Snapshot snapshot = reservoir.getSnapshot();

        for (double quantile : new double[] {0.01, 0.5, 0.95, 0.999}) {
            double exact = values[(int) (quantile * values.length)];
            assertThat(snapshot.getValue(quantile)).isCloseTo(exact, within(exact * 0.02));
        }
        assertThat(snapshot.getMean())
                .isEqualTo(java.util.Arrays.stream(values).average().orElse(0));
        assertThat(snapshot.size()).isEqualTo(10_000);
    }

    @Test
    void shouldCountInEachBucketWhatANaiveCountFinds() {
        HdrReservoir reservoir = new HdrReservoir(Buckets.COUNTS);
        long[] values = new Random(8).longs(1_000, 0, 2_000).toArray();
        for (long value : values) {
            reservoir.update(value);
        }

        long[] counts = ((HdrSnapshot) reservoir.getSnapshot()).cumulativeCounts();

        for (int i = 0; i < 8; i++) { // up to 128, where two digits are exact
            long bound = Buckets.COUNTS.bounds().get(i);
            assertThat(counts[i])
                    .isEqualTo(java.util.Arrays.stream(values)
                            .filter(value -> value <= bound)
                            .count());
        }
    }
}
