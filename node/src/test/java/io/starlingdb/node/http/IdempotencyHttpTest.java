package io.starlingdb.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.client.StarlingException;
import io.starlingdb.node.http.HttpFixture.Reply;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IdempotencyHttpTest {
    private static final String HITS = "/v1/keyspaces/k/tables/hits/rows/home";
    private static final String NOTES = "/v1/keyspaces/k/tables/notes/rows/a";

    private final HttpFixture http = new HttpFixture();

    @BeforeEach
    void tables() {
        http.cql("CREATE KEYSPACE k WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
        http.cql("CREATE TABLE k.hits (page text PRIMARY KEY, n counter)");
        http.cql("CREATE TABLE k.notes (id text PRIMARY KEY, note text)");
    }

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void shouldCountOnceHoweverOftenItIsSent() {
        Reply first = patch(HITS, "{\"n\":1}", "key");
        Reply second = patch(HITS, "{\"n\":1}", "key");
        patch(HITS, "{\"n\":1}", "other key");

        assertThat(second.status()).isEqualTo(200);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.header("Starling-Context")).isEqualTo(first.header("Starling-Context"));
        assertThat(counter()).isEqualTo(2);
    }

    @Test
    void shouldJoinAWriteThatIsUnderWay() {
        CompletableFuture<Void> gate = new CompletableFuture<>();
        http.onLoop(() -> http.data.gate = gate);
        CompletableFuture<Reply> first = http.sendAsync("PATCH", HITS, "{\"n\":1}", "Idempotency-Key", "key");
        CompletableFuture<Reply> second = http.sendAsync("PATCH", HITS, "{\"n\":1}", "Idempotency-Key", "key");
        while (http.onLoop(() -> http.data.mutations.size()) == 0) {
            Thread.onSpinWait();
        }
        http.onLoop(() -> gate.complete(null));

        assertThat(first.join().body()).isEqualTo(second.join().body());
        assertThat(counter()).isEqualTo(1);
    }

    @Test
    void shouldNotCountAgainAfterATimeout() {
        failWith(StarlingException.timeout(2, 1));
        assertThat(patch(HITS, "{\"n\":1}", "key").status()).isEqualTo(504);
        failWith(null);
        Reply again = patch(HITS, "{\"n\":1}", "key");

        assertThat(again.status()).isEqualTo(504);
        assertThat(again.json().path("received").asInt()).isEqualTo(1);
        assertThat(counter()).isEqualTo(1);
    }

    @Test
    void shouldNotOverwriteOthersWhenAnUnknownWriteIsSentAgain() {
        failWith(StarlingException.timeout(2, 1));
        assertThat(patch(NOTES, "{\"note\":\"first\"}", "key").status()).isEqualTo(504);
        failWith(null);
        http.send("PATCH", NOTES, "{\"note\":\"second\"}");

        assertThat(patch(NOTES, "{\"note\":\"first\"}", "key").status()).isEqualTo(200);
        assertThat(http.get(NOTES).json().at("/row/note").asText()).isEqualTo("second");
    }

    @Test
    void shouldRefuseAKeyWithAnotherBodyOrQuery() {
        patch(HITS, "{\"n\":1}", "key");
        assertThat(patch(HITS, "{\"n\":2}", "key").status()).isEqualTo(409);
        assertThat(patch(HITS + "?w=1", "{\"n\":1}", "key").code()).isEqualTo("conflict");
        assertThat(patch(NOTES, "{\"note\":\"x\"}", "key").status()).isEqualTo(200);
        assertThat(patch(HITS, "{\"n\":1}", "x".repeat(256)).status()).isEqualTo(400);
    }

    @Test
    void shouldHoldForCqlToo() {
        String update = "{\"statement\":\"UPDATE k.hits SET n = n + 1 WHERE page = 'home'\"}";
        http.send("POST", "/v1/cql", update, "Idempotency-Key", "key");
        assertThat(http.send("POST", "/v1/cql", update, "Idempotency-Key", "key")
                        .status())
                .isEqualTo(200);
        assertThat(counter()).isEqualTo(1);
    }

    private Reply patch(String path, String body, String key) {
        return http.send("PATCH", path, body, "Idempotency-Key", key);
    }

    private void failWith(StarlingException failure) {
        http.onLoop(() -> {
            http.data.doesWhatFails = true;
            http.data.failure = failure;
            return null;
        });
    }

    private int counter() {
        return http.get(HITS).json().at("/row/n").asInt();
    }
}
