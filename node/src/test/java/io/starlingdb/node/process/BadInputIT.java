package io.starlingdb.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.node.process.NodeProcess.Answer;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nonsense gets a clear answer and harms nothing. */
class BadInputIT {
    private static final String ROWS = "/v1/keyspaces/ks/tables/t/rows/";

    @TempDir
    static Path directory;

    private static Cluster cluster;
    private static NodeProcess node;

    @BeforeAll
    static void start() {
        cluster = Cluster.of(directory, 1).found();
        node = cluster.node(0);
        node.cql("CREATE KEYSPACE ks WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
        node.cql("CREATE TABLE ks.t (k text PRIMARY KEY, n int, s set<int>)");
        node.cql("INSERT INTO ks.t (k, n) VALUES ('kept', 1)");
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @AfterEach
    void shouldHarmNothing() {
        Answer row = node.get(row("kept"));
        assertThat(row.status()).isEqualTo(200);
        assertThat(row.body().path("row").path("n").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"n\": 1 | 400 | bad_request",
                "[1, 2] | 400 | bad_request",
                "{\"n\": \"many\"} | 400 | invalid",
                "{\"n\": 2147483648} | 400 | invalid",
                "{\"n\": 1.5} | 400 | invalid",
                "{\"s\": {\"a\": 1}} | 400 | invalid",
                "{\"none\": 1} | 400 | invalid",
                "{\"k\": \"other\", \"n\": 3} | 400 | invalid",
            })
    void shouldRefuseBodiesThatDoNotFit(String body, int status, String code) {
        Answer answer = node.send("PUT", row("kept"), body);

        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(status);
        assertThat(answer.code()).isIn(code, "bad_request");
        assertThat(answer.body().path("detail").asText()).isNotEmpty();
        assertThat(answer.type()).startsWith("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELEC * FROM ks.t | syntax_error | 1 | 1",
                "SELECT * FORM ks.t | syntax_error | 1 | 10",
                "SELECT * FROM ks.none | invalid | 0 | 0",
                "SELECT nothing FROM ks.t | invalid | 0 | 0",
                "SELECT * FROM ks.t WHERE n = 1 | invalid | 0 | 0",
                "INSERT INTO ks.t (k, n) VALUES ('a', 'b') | invalid | 0 | 0",
                "CREATE TABLE ks.t (k text PRIMARY KEY) | already_exists | 0 | 0",
            })
    void shouldSayWhatIsWrongWithAStatement(String statement, String code, int line, int column) {
        Answer answer = node.tryCql(statement);

        assertThat(answer.status()).isBetween(400, 409);
        assertThat(answer.code()).as("%s", answer.body()).isEqualTo(code);
        if (line > 0) {
            assertThat(answer.body().path("line").asInt()).isEqualTo(line);
            assertThat(answer.body().path("column").asInt()).isEqualTo(column);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"consistency=most", "r=0", "r=x", "w=99", "timeout_ms=-1", "ttl=-5", "nonsense=1"})
    void shouldRefuseNonsenseParameters(String query) {
        String method = query.startsWith("r=") ? "GET" : "PUT";
        Answer answer = node.send(method, row("kept") + "?" + query, method.equals("PUT") ? "{\"n\":9}" : "");

        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(400);
    }

    @Test
    void shouldRefuseWhatDoesNotExist() {
        assertThat(node.get("/v1/keyspaces/none/tables/t/rows/a").status()).isEqualTo(404);
        assertThat(node.get("/v1/keyspaces/ks/tables/none/rows/a").status()).isEqualTo(404);
        assertThat(node.get("/v1/none").status()).isEqualTo(404);
        assertThat(node.send("PATCH", "/v1/cql", "{}").status()).isIn(404, 405);
    }

    @Test
    void shouldRefuseABodyThatIsTooLarge() {
        Answer answer = node.send("PUT", row("kept"), "{\"k\":\"" + "x".repeat(17 << 20) + "\"}");

        assertThat(answer.status()).isEqualTo(413);
    }

    @Test
    void shouldRefuseAContextThatIsNotThisRowsOwn() {
        node.send("PUT", row("other"), "{\"n\":5}");
        String foreign = node.get(row("other")).context();
        String own = node.get(row("kept")).context();
        for (String context :
                new String[] {foreign, own.substring(0, own.length() - 4), "x" + own.substring(1), "none"}) {
            Answer answer = node.send("PUT", row("kept"), "{\"n\":9}", "Starling-Context", context);
            assertThat(answer.status()).as(context).isEqualTo(400);
        }
        assertThat(node.send("PUT", row("kept"), "{\"n\":1}", "Starling-Context", own)
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%2Fb", "%20", "%E2%82%AC%F0%9F%90%A6", "..%2F..", "a;b=c", "a+b", "%25", "%00", "."})
    void shouldTakeOddKeys(String segment) {
        assertThat(node.send("PUT", row(segment), "{\"n\":7}").status()).isEqualTo(200);

        Answer row = node.get(row(segment));
        assertThat(row.body().path("row").path("n").asInt()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%zz", "%ff"})
    void shouldRefuseBrokenEncodings(String segment) throws Exception {
        String request = "GET " + ROWS + segment + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
        try (Socket socket =
                new Socket(node.addresses().host(), node.addresses().http())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 400");
        }
    }

    private static String row(String segment) {
        return ROWS + segment;
    }
}
