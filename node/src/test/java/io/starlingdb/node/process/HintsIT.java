package io.starlingdb.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three real processes, of which one is away. With {@code -Dstarling.full=true} a million writes instead of some thousands. */
class HintsIT {
    private static final boolean FULL = Boolean.getBoolean("starling.full");
    private static final int ROWS = FULL ? 1_000 : 100;
    private static final int WRITES_PER_ROW = FULL ? 1_000 : 20;
    private static final String TABLE = "/v1/keyspaces/ks/tables/t/rows/";

    @TempDir
    Path directory;

    @Test
    void shouldKeepOneHintForEachRowThroughAKillAndDeliverThemWithinSeconds() throws Exception {
        int most = ROWS + ROWS / 2;
        try (Cluster cluster =
                Cluster.of(directory, 3, "hints.target_max_count=" + most).found()) {
            NodeProcess first = cluster.node(0);
            NodeProcess holder = cluster.node(1);
            NodeProcess away = cluster.node(2);
            first.cql("CREATE KEYSPACE ks WITH replication = {'class':'SimpleStrategy','replication_factor':3}");
            first.cql("CREATE TABLE ks.t (k int PRIMARY KEY, v int)");
            away.kill();

            for (int round = 1; round <= WRITES_PER_ROW; round++) {
                write(round % 2 == 0 ? first : holder, 0, ROWS, round);
            }
            awaitHints(first, ROWS);
            awaitHints(holder, ROWS);
            holder.kill();
            holder.start().awaitReady();
            awaitHints(holder, ROWS);
            write(first, ROWS, 3 * ROWS, 7); // more than fit

            awaitHints(first, most);
            first.await( // a hint is kept, or dropped, when its write is over, a moment after the answer
                    "done with dropping hints", () -> metric(first, "starling_hints_dropped_total") == 3 * ROWS - most);
            assertThat(metric(first, "starling_hints_stored_total"))
                    .isEqualTo(metric(first, "starling_hints_superseded_total") + most + 3 * ROWS - most);
            away.start().awaitReady();
            long back = System.nanoTime();
            awaitHints(first, 0);
            awaitHints(holder, 0);
            double seconds = (System.nanoTime() - back) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "%d hints of %d writes delivered in %.1f s%n",
                    most + ROWS,
                    ROWS * WRITES_PER_ROW,
                    seconds);

            assertThat(metric(first, "starling_hints_delivered_total")).isEqualTo(most);
            first.kill();
            holder.kill();
            for (int row = 0; row < ROWS; row++) {
                NodeProcess.Answer answer = away.get(TABLE + row + "?consistency=one");
                assertThat(answer.body().at("/row/v").asInt())
                        .as("row %d: %s", row, answer)
                        .isEqualTo(WRITES_PER_ROW);
            }
        }
    }

    private static void write(NodeProcess node, int from, int to, int value) {
        for (int row = from; row < to; row++) {
            NodeProcess.Answer answer = node.put(TABLE + row, "{\"v\":" + value + "}");
            assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        }
    }

    private static void awaitHints(NodeProcess node, long expected) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        long found = hints(node);
        while (found != expected && System.nanoTime() < end) {
            Thread.sleep(100);
            found = hints(node);
        }
        assertThat(found).as("hints at a holder").isEqualTo(expected);
    }

    private static long hints(NodeProcess node) {
        long count = 0;
        for (JsonNode queue : node.get("/v1/node").body().path("hints")) {
            count += queue.path("count").asLong();
            assertThat(queue.path("bytes").asLong() > 0)
                    .isEqualTo(queue.path("count").asLong() > 0);
            assertThat(queue.path("oldest_ms").asLong()).isBetween(0L, 600_000L);
        }
        return count;
    }

    private static long metric(NodeProcess node, String name) {
        double sum = 0;
        for (String line : node.get("/metrics").text().split("\n")) {
            if (line.startsWith(name + "{")) {
                sum += Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
            }
        }
        return (long) sum;
    }
}
