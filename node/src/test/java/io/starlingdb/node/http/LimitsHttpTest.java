package io.starlingdb.node.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.node.http.HttpFixture.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients may not do, over raw sockets where an HTTP client would not do it. */
class LimitsHttpTest {
    private static final String ROW = "/v1/keyspaces/k/tables/t/rows/";
    private static final int BODY_BYTES_MAX = 1_000;
    private static final int CONNECTIONS_MAX = 20;

    private final HttpFixture http = new HttpFixture(
            new HttpOptions(BODY_BYTES_MAX, 2, 10, CONNECTIONS_MAX, 60, ConsistencyLevel.QUORUM, 1_000_000_000L));

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
    void shouldTakeABodyUpToTheLimitAndNoLarger() {
        String fits = "{\"v\":\"" + "x".repeat(BODY_BYTES_MAX - 8) + "\"}";
        assertThat(http.send("PUT", ROW + "a", fits).status()).isEqualTo(200);
        Reply large = http.send("PUT", ROW + "a", fits + " ");
        assertThat(large.status()).isEqualTo(413);
        assertThat(large.code()).isEqualTo("too_large");
        assertThat(large.json().path("limit_bytes").asInt()).isEqualTo(BODY_BYTES_MAX);
    }

    @Test
    void shouldRefuseALargeBodyBeforeItArrives() throws IOException {
        String reply = raw("PUT " + ROW + "a HTTP/1.1\r\nHost: x\r\nContent-Length: 999999999\r\n\r\n");
        assertThat(reply)
                .startsWith("HTTP/1.1 413 ")
                .contains("\"too_large\"")
                .containsIgnoringCase("connection: close");
    }

    @Test
    void shouldRefuseALargeBodyOfUndeclaredLength() throws IOException {
        String chunk = "200\r\n" + "x".repeat(512) + "\r\n";
        String reply =
                raw("PUT " + ROW + "a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk + chunk);
        assertThat(reply).startsWith("HTTP/1.1 413 ");
    }

    @Test
    void shouldTakeABodyWhateverItsTypeClaims() {
        Reply reply = http.send("PUT", ROW + "a", "{\"v\":\"x\"}", "Content-Type", "application/x-www-form-urlencoded");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(http.get(ROW + "a").json().at("/row/v").asText()).isEqualTo("x");
    }

    @Test
    void shouldRefuseWhatIsTooMuchAtOnceAndRecover() {
        CompletableFuture<Void> gate = new CompletableFuture<>();
        http.onLoop(() -> http.data.gate = gate);
        CompletableFuture<Reply> first = http.sendAsync("PUT", ROW + "a", "{}");
        CompletableFuture<Reply> second = http.sendAsync("PUT", ROW + "b", "{}");
        await().until(() -> http.onLoop(() -> http.data.mutations.size()) == 2);

        for (String path : new String[] {ROW + "c", "/v1/cluster", "/v1/cql"}) {
            Reply refused =
                    http.send(path.equals("/v1/cql") ? "POST" : "GET", path, path.equals("/v1/cql") ? "{}" : null);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.code()).isEqualTo("overloaded");
            assertThat(refused.header("Retry-After")).isEqualTo("1");
        }
        assertThat(http.get("/health/ready").status()).isEqualTo(200);
        assertThat(http.get("/metrics").status()).isEqualTo(200);

        http.onLoop(() -> gate.complete(null));
        assertThat(first.join().status()).isEqualTo(200);
        assertThat(second.join().status()).isEqualTo(200);
        assertThat(http.get(ROW + "a").status()).isEqualTo(200);
    }

    @Test
    void shouldForgetRequestsWhoseConnectionsBreak() throws IOException {
        for (int i = 0; i < 5; i++) {
            try (Socket socket = open("PUT " + ROW + "a HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")) {
                assertThat(socket.isConnected()).isTrue();
            }
        }
        await().until(() -> http.get(ROW + "a").status() == 404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NONSENSE\r\n\r\n",
                "GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
                "GET / HTTP/1.1\r\nHost x\r\n\r\n"
            })
    void shouldAnswerWhatIsNoHttp(String request) throws IOException {
        assertThat(raw(request)).matches("(?s)HTTP/1.[01] 400 .*application/problem\\+json.*");
    }

    @Test
    void shouldRefuseARequestLineThatIsTooLong() throws IOException {
        String reply = raw("GET " + ROW + "x".repeat(70_000) + " HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(reply).startsWith("HTTP/1.").contains(" 413 ", "\"too_large\"");
    }

    @Test
    void shouldCloseConnectionsBeyondTheBound() throws IOException {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < CONNECTIONS_MAX + 5; i++) {
                sockets.add(open("GET " + ROW + "a HTTP/1.1\r\nHost: x\r\n\r\n"));
            }
            assertThat(sockets.get(sockets.size() - 1).getInputStream().read()).isEqualTo(-1);
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
        await().ignoreExceptions().until(() -> http.get(ROW + "a").status() == 404);
    }

    @Test
    void shouldTakeLongKeys() {
        String key = "x".repeat(60_000);
        assertThat(http.send("PUT", ROW + key, "{\"v\":\"y\"}").status()).isEqualTo(200);
        assertThat(http.get(ROW + key).json().at("/row/v").asText()).isEqualTo("y");
    }

    @Test
    void shouldRefuseBrokenEscapes() throws IOException {
        String reply = raw("GET " + ROW + "%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(reply).startsWith("HTTP/1.1 400 ").contains("percent-encoded");
    }

    private Socket open(String request) throws IOException {
        Socket socket = new Socket("127.0.0.1", http.port());
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return socket;
    }

    /** All that comes back until the server closes. */
    private String raw(String request) throws IOException {
        try (Socket socket = open(request);
                InputStream in = socket.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
