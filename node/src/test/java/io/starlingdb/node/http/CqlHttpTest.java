package io.starlingdb.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.node.http.HttpFixture.Reply;
import io.starlingdb.node.ring.Consistency;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CqlHttpTest {
    private final HttpFixture http = new HttpFixture();

    @BeforeEach
    void tables() {
        http.cql("CREATE KEYSPACE k WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
        http.cql("CREATE TABLE k.t (id int, at int, big bigint, names map<int, text>, PRIMARY KEY (id, at))");
    }

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void shouldAnswerRowsWithTheirColumns() {
        http.cql("INSERT INTO k.t (id, at, big, names) VALUES (1, 2, 9007199254740993, {1: 'a'})");
        assertThat(post("{\"statement\":\"SELECT * FROM k.t WHERE id = 1\"}").body())
                .isEqualTo("{\"columns\":[{\"name\":\"id\",\"type\":\"int\"},{\"name\":\"at\",\"type\":\"int\"},"
                        + "{\"name\":\"big\",\"type\":\"bigint\"},{\"name\":\"names\",\"type\":\"map<int, text>\"}],"
                        + "\"rows\":[{\"id\":1,\"at\":2,\"big\":\"9007199254740993\",\"names\":[[1,\"a\"]]}],"
                        + "\"warnings\":[]}");
    }

    @Test
    void shouldBindParametersInOrderAndByName() {
        String insert = "INSERT INTO k.t (id, at, big, names) VALUES (?, ?, ?, ?)";
        // the parameters may stand in front of the statement that gives them their types
        assertThat(post("{\"parameters\":[1,2,\"9007199254740993\",[[5,\"x\"]]],\"statement\":\"" + insert + "\"}")
                        .body())
                .isEqualTo("{\"columns\":[],\"rows\":[],\"warnings\":[]}");
        Reply named = post(
                "{\"statement\":\"SELECT big FROM k.t WHERE id = :a AND at = :b\",\"parameters\":{\"b\":2,\"a\":1}}");
        assertThat(named.json().path("rows")).hasToString("[{\"big\":\"9007199254740993\"}]");
        Reply nulled = post("{\"statement\":\"" + insert + "\",\"parameters\":[1,2,null,null]}");
        assertThat(nulled.status()).isEqualTo(200);
        assertThat(post("{\"statement\":\"SELECT big FROM k.t WHERE id = 1\"}")
                        .json()
                        .path("rows"))
                .hasToString("[{\"big\":null}]");
    }

    @Test
    void shouldUseTheKeyspaceOfTheRequest() {
        assertThat(post("{\"keyspace\":\"k\",\"statement\":\"SELECT * FROM t WHERE id = 1\"}")
                        .status())
                .isEqualTo(200);
        assertThat(post("{\"statement\":\"USE k\"}").body())
                .isEqualTo("{\"columns\":[],\"rows\":[],\"warnings\":[],\"keyspace\":\"k\"}");
    }

    @Test
    void shouldPage() {
        for (int at = 0; at < 5; at++) {
            http.cql("INSERT INTO k.t (id, at) VALUES (1, " + at + ")");
        }
        StringBuilder seen = new StringBuilder();
        String page = "";
        do {
            Reply reply = post("{\"statement\":\"SELECT at FROM k.t WHERE id = 1\",\"page_size\":2" + page + "}");
            reply.json().path("rows").forEach(row -> seen.append(row.path("at").asInt()));
            page = reply.json().has("page") ? ",\"page\":" + reply.json().path("page") : "";
        } while (!page.isEmpty());
        assertThat(seen.toString()).isEqualTo("01234");
    }

    @Test
    void shouldPassOnLevelAndTimeout() {
        post("{\"statement\":\"SELECT * FROM k.t WHERE id = 1\",\"consistency\":\"all\",\"timeout_ms\":1200}");
        assertThat(http.onLoop(() -> http.data.asked.get(http.data.asked.size() - 1)))
                .satisfies(options -> {
                    assertThat(options.consistency()).isEqualTo(Consistency.of(ConsistencyLevel.ALL));
                    assertThat(options.timeoutNanos()).isEqualTo(1_200_000_000L);
                });
    }

    @Test
    void shouldPointAtSyntaxErrors() {
        Reply reply = post("{\"statement\":\"SELECT *\\nFRM k.t\"}");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("syntax_error");
        assertThat(reply.json().path("line").asInt()).isEqualTo(2);
        assertThat(reply.json().path("column").asInt()).isEqualTo(1);
    }

    @Test
    void shouldTellSchemaConflicts() {
        Reply reply = post("{\"statement\":\"CREATE TABLE k.t (id int PRIMARY KEY)\"}");
        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.code()).isEqualTo("already_exists");
        assertThat(reply.json().path("table").asText()).isEqualTo("t");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                                      | 400 | to be a JSON object",
                "{}                                                      | 400 | no \"statement\"",
                "{\"statement\":1}                                       | 400 | \"statement\" is a string",
                "{\"statment\":\"x\"}                                    | 400 | unknown member \"statment\"",
                "{\"statement\":\"SELECT * FROM k.t WHERE id = ?\",\"parameters\":[1,2]}   | 400 | has 1 markers",
                "{\"statement\":\"SELECT * FROM k.t WHERE id = ?\",\"parameters\":[]}      | 400 | 1 markers",
                "{\"statement\":\"SELECT * FROM k.t WHERE id = ?\"}                        | 400 | 1 markers",
                "{\"statement\":\"SELECT * FROM k.t WHERE id = ?\",\"parameters\":[\"x\"]} | 400 | parameter 'id': 'x' is no int",
                "{\"statement\":\"SELECT * FROM k.t WHERE id = :a\",\"parameters\":{\"b\":1}} | 400 | no marker named 'b'",
                "{\"statement\":\"SELECT * FROM k.t WHERE id = 1\",\"parameters\":5}       | 400 | is an array, or an object",
                "{\"statement\":\"SELECT * FROM k.t WHERE id = 1\",\"page_size\":0}        | 400 | page_size",
                "{\"statement\":\"SELECT * FROM k.t WHERE id = 1\",\"page_size\":1e3}      | 400 | page_size",
                "{\"statement\":\"SELECT * FROM k.t WHERE id = 1\",\"page\":\"?\"}         | 400 | page",
                "{\"statement\":\"SELECT * FROM k.t WHERE id = 1\",\"page\":\"AAAA\"}      | 400 | pag",
                "{\"statement\":\"SELECT * FROM k.t WHERE id = 1\",\"consistency\":\"x\"}  | 400 | no consistency level 'x'",
                "{\"statement\":\"SELECT * FROM k.t WHERE id = 1\",\"consistency\":\"any\"} | 400 | only supported for writes",
                "{\"statement\":\"SELECT * FROM k.t WHERE id = 1\",\"consistency\":\"serial\"} | 501 | serial",
                "{\"statement\":\"SELECT * FROM k.t WHERE id = 1\",\"serial_consistency\":\"one\"} | 400 | local_serial",
            })
    void shouldSayWhatIsWrong(String body, int status, String detail) {
        Reply reply = post(body);
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        assertThat(reply.json().path("detail").asText()).contains(detail);
    }

    private Reply post(String body) {
        return http.send("POST", "/v1/cql", body);
    }
}
