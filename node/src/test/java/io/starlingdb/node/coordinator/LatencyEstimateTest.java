package io.starlingdb.node.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LatencyEstimateTest {
    @Property(tries = 200)
    void shouldBoundTheTrueQuantileWithinABucket(@ForAll long seed) {
        Random random = new Random(seed);
        LatencyEstimate estimate = new LatencyEstimate();
        long[] samples = new long[1_000];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (long) (100_000 * Math.exp(random.nextGaussian()));
            estimate.sample(samples[i]);
        }
        Arrays.sort(samples);
        long exact = samples[samples.length - 1 - samples.length / 100];
        assertThat(estimate.p99Nanos(0)).isBetween(exact, exact + exact / 4 + 1_000);
    }

    @Test
    void shouldSayNothingOfTheQuantileBeforeItHasSamples() {
        LatencyEstimate estimate = new LatencyEstimate();
        estimate.sample(5_000_000);
        assertThat(estimate.p99Nanos(123)).isEqualTo(123);
        assertThat(estimate.meanNanos()).isEqualTo(5_000_000);
    }

    @Test
    void shouldForgetWhatIsLongAgo() {
        LatencyEstimate estimate = new LatencyEstimate();
        for (int i = 0; i < 1_000; i++) {
            estimate.sample(50_000_000);
        }
        for (int i = 0; i < 40 * LatencyEstimate.WINDOW; i++) {
            estimate.sample(100_000);
        }
        assertThat(estimate.p99Nanos(0)).isLessThan(200_000);
        assertThat(estimate.meanNanos()).isLessThan(200_000);
    }

    @Test
    void shouldTakeAnyLength() {
        LatencyEstimate estimate = new LatencyEstimate();
        for (int i = 0; i < 64; i++) {
            estimate.sample(-1);
            estimate.sample(0);
            estimate.sample(Long.MAX_VALUE);
        }
        assertThat(estimate.p99Nanos(0)).isGreaterThan(60_000_000_000L);
    }
}
