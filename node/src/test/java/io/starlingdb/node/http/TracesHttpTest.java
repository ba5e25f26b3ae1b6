package io.starlingdb.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.node.cql.system.FinishedTrace;
import io.starlingdb.node.http.HttpFixture.Reply;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests that ask to be followed. */
class TracesHttpTest {
    private static final String ROW = "/v1/keyspaces/k/tables/t/rows/a";

    private final HttpFixture http = new HttpFixture();

    @BeforeEach
    void tables() {
        http.cql("CREATE KEYSPACE k WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
        http.cql("CREATE TABLE k.t (id text PRIMARY KEY, v text)");
    }

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void shouldFollowARequestThatAsksForItAndNameTheSession() {
        Reply reply = http.send("PUT", ROW, "{}", "Starling-Trace", "on");
        List<FinishedTrace> traces = http.onLoop(() -> List.copyOf(http.traces));
        assertThat(traces).hasSize(1);
        assertThat(reply.header("Starling-Trace"))
                .isEqualTo(traces.get(0).session().toString());
        assertThat(traces.get(0).parameters()).containsEntry("query", ROW);
        http.send("POST", "/v1/cql", "{\"statement\": \"SELECT * FROM k.t WHERE id = 'a'\"}", "Starling-Trace", "true");
        assertThat(http.onLoop(() -> http.traces.get(1).parameters()))
                .containsEntry("query", "SELECT * FROM k.t WHERE id = 'a'");
    }

    @Test
    void shouldGoOnWithATraceThatIsSampledElsewhereUnderItsId() {
        http.get(ROW, "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        assertThat(http.onLoop(() -> http.traces.get(0).session().toString()))
                .isEqualTo("0af76519-16cd-43dd-8448-eb211c80319c");
        assertThat(http.onLoop(() -> http.traces.get(0).parameters())).containsEntry("parent", "b7ad6b7169203331");
    }

    @Test
    void shouldNotFollowWhatNobodyAskedToFollow() {
        assertThat(http.get(ROW).header("Starling-Trace")).isNull();
        http.get(ROW, "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00");
        http.get(ROW, "traceparent", "nonsense");
        http.get(ROW, "Starling-Trace", "off");
        assertThat(http.onLoop(() -> List.copyOf(http.traces))).isEmpty();
    }
}
