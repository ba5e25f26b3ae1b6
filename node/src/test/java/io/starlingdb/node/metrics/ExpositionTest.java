package io.starlingdb.node.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ExpositionTest {
    private final Meters meters = new Meters();
    private final Exposition exposition = new Exposition(meters);

    @Test
    void shouldWriteFamiliesInOrderWithTheirSeriesTogether() {
        meters.counter("b_total", "Second.", "code", "x").inc(3);
        meters.counter("b_total", "Second.", "code", "w").inc();
        meters.gauge("b", "First but one.", () -> 0.25);
        meters.total("a_total", "First.", () -> 1L << 40);

        assertThat(exposition.text()).isEqualTo("""
                        # HELP a_total First.
                        # TYPE a_total counter
                        a_total 1099511627776
                        # HELP b First but one.
                        # TYPE b gauge
                        b 0.25
                        # HELP b_total Second.
                        # TYPE b_total counter
                        b_total{code="w"} 1
                        b_total{code="x"} 3
                        """);
    }

    @Test
    void shouldCutDurationsIntoCumulativeBucketsOfSeconds() {
        var durations = meters.durations("d_seconds", "Durations.", "operation", "read");
        durations.update(90_000);
        durations.update(2_000_000);
        durations.update(2_000_000);
        durations.update(3_600_000_000_000L);
        durations.update(-5);

        String text = exposition.text();

        assertThat(text)
                .contains(
                        "d_seconds_bucket{operation=\"read\",le=\"1.0E-4\"} 2\n",
                        "d_seconds_bucket{operation=\"read\",le=\"0.001\"} 2\n",
                        "d_seconds_bucket{operation=\"read\",le=\"0.0025\"} 4\n",
                        "d_seconds_bucket{operation=\"read\",le=\"10\"} 4\n",
                        "d_seconds_bucket{operation=\"read\",le=\"+Inf\"} 5\n",
                        "d_seconds_sum{operation=\"read\"} 3600.00409\n",
                        "d_seconds_count{operation=\"read\"} 5\n");
    }

    @Test
    void shouldEscapeWhatLabelsMustNotContain() {
        meters.counter("a_total", "A.", "table", "quote\" slash\\ line\n").inc();

        assertThat(exposition.text()).contains("a_total{table=\"quote\\\" slash\\\\ line\\n\"} 1\n");
    }

    @Test
    void shouldTakeASampleOnceForEachScrape() {
        AtomicInteger taken = new AtomicInteger();
        Supplier<Integer> sample = meters.sample(taken::incrementAndGet);
        meters.gauge("one", "One.", () -> sample.get());
        meters.gauge("two", "Two.", () -> sample.get());

        assertThat(exposition.text()).contains("one 2\n", "two 2\n");
        assertThat(exposition.text()).contains("one 3\n", "two 3\n");
    }

    @Test
    void shouldRefuseTwoMeaningsForOneName() {
        meters.counter("a_total", "A.");

        assertThatThrownBy(() -> meters.counter("a_total", "Something else."))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldTellOfTheProcessItRunsIn() {
        ProcessMetrics.register(meters, "1.2");

        assertThat(exposition.text())
                .contains("starling_info{version=\"1.2\"} 1\n", "jvm_memory_used_bytes{area=\"heap\"} ")
                .containsPattern("(?m)^process_resident_memory_bytes [1-9]")
                .containsPattern("(?m)^process_cpu_seconds_total [0-9]");
    }
}
