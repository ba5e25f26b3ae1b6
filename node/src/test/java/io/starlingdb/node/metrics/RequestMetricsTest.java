package io.starlingdb.node.metrics;

import static io.starlingdb.node.coordinator.RequestListener.Operation.READ;
import static io.starlingdb.node.coordinator.RequestListener.Operation.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.node.ring.Consistency;
import org.junit.jupiter.api.Test;

class RequestMetricsTest {
    private final Meters meters = new Meters();
    private final RequestMetrics metrics = new RequestMetrics(meters);

    @Test
    void shouldCountByOperationAndLevelAndFailuresByCode() {
        metrics.ended(WRITE, Consistency.QUORUM, 1_000_000, null);
        metrics.ended(WRITE, Consistency.QUORUM, 2_000_000, ErrorCode.TIMEOUT);
        metrics.ended(READ, Consistency.replicas(2), 500, ErrorCode.UNAVAILABLE);
        metrics.readRepaired(3);
        metrics.hedged();

        assertThat(new Exposition(meters).text())
                .contains(
                        "starling_request_duration_seconds_count{operation=\"write\",consistency=\"QUORUM\"} 2\n",
                        "starling_request_duration_seconds_sum{operation=\"write\",consistency=\"QUORUM\"} 0.003\n",
                        "starling_request_duration_seconds_count{operation=\"read\",consistency=\"number\"} 1\n",
                        "starling_request_failures_total{operation=\"write\",code=\"timeout\"} 1\n",
                        "starling_request_failures_total{operation=\"read\",code=\"unavailable\"} 1\n",
                        "starling_read_repaired_rows_total 3\n",
                        "starling_hedged_reads_total 1\n");
    }
}
