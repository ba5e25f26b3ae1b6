package io.starlingdb.node.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReplicaMetricsTest {
    @Test
    void shouldCountLostWritesByTableWhoeverTellsThem() throws InterruptedException {
        Meters meters = new Meters();
        ReplicaMetrics metrics = new ReplicaMetrics(meters, id -> null);
        Thread shard = new Thread(() -> metrics.lostWrite(100));
        shard.start();
        shard.join();
        metrics.lostWrite(100);
        metrics.lostWrite(101);

        Exposition exposition = new Exposition(meters);

        assertThat(exposition.text())
                .contains(
                        "starling_lost_writes_total{keyspace=\"\",table=\"\",table_id=\"100\"} 2\n",
                        "starling_lost_writes_total{keyspace=\"\",table=\"\",table_id=\"101\"} 1\n");
        metrics.lostWrite(101);
        assertThat(exposition.text()).contains("table_id=\"101\"} 2\n");
    }
}
