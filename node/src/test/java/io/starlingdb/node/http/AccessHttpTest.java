package io.starlingdb.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.node.http.HttpFixture.Reply;
import io.starlingdb.node.security.Authenticator;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A node that asks for a name and a password. */
class AccessHttpTest {
    private final HttpFixture http = new HttpFixture(HttpOptions.DEFAULT, new Authenticator() {
        @Override
        public boolean asks() {
            return true;
        }

        @Override
        public CompletionStage<Boolean> check(String user, String password) {
            CompletableFuture<Boolean> answer = new CompletableFuture<>();
            boolean good = user.equals("me") && password.equals("a:b");
            new Thread(() -> http.onLoop(() -> answer.complete(good))).start();
            return answer;
        }
    });

    @AfterEach
    void close() {
        http.close();
    }

    private static String basic(String text) {
        return "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldTakeBodiesOfThoseWhoMayComeInAndTellWhoTheyAre() {
        String statement =
                "{\"statement\": \"CREATE KEYSPACE k WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}\"}";
        assertThat(http.send("POST", "/v1/cql", statement, "Authorization", basic("me:a:b"))
                        .status())
                .isEqualTo(200);
        http.send("POST", "/v1/node/flush", "{}", "Authorization", basic("me:a:b"));
        assertThat(http.onLoop(() -> http.audited.get(0))).startsWith("me@127.0.0.1 /v1/node/flush");
    }

    @Test
    void shouldRefuseEverybodyElseEverywhereButAtTheHealthChecks() {
        for (String path :
                new String[] {"/v1/keyspaces", "/v1/cluster", "/metrics", "/v1/keyspaces/k/tables/t/rows/a"}) {
            Reply nobody = http.get(path);
            assertThat(nobody.status()).as(path).isEqualTo(401);
            assertThat(nobody.code()).isEqualTo("unauthorized");
            assertThat(nobody.header("WWW-Authenticate")).startsWith("Basic ");
            assertThat(http.get(path, "Authorization", basic("me:wrong")).status())
                    .isEqualTo(401);
            assertThat(http.get(path, "Authorization", "Bearer x").status()).isEqualTo(401);
        }
        assertThat(http.get("/health/live").status()).isEqualTo(200);
    }
}
