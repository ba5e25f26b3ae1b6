package io.starlingdb.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.client.StarlingException;
import io.starlingdb.node.admin.NodeState;
import io.starlingdb.node.coordinator.RequestOptions;
import io.starlingdb.node.http.HttpFixture.Reply;
import io.starlingdb.node.ring.Consistency;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowsHttpTest {
    private static final String USERS = "/v1/keyspaces/k/tables/users/rows/";
    private static final String CARTS = "/v1/keyspaces/k/tables/carts/rows/";
    private static final String EVENTS = "/v1/keyspaces/k/tables/events/rows/";
    private static final String HITS = "/v1/keyspaces/k/tables/hits/rows/";

    private final HttpFixture http = new HttpFixture();

    @BeforeEach
    void tables() {
        http.cql("CREATE KEYSPACE k WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
        http.cql("CREATE TABLE k.users (id text PRIMARY KEY, name text, age int, tags set<text>)");
        http.cql("CREATE TABLE k.carts (id text PRIMARY KEY, items text, note text) WITH conflicts = 'siblings'");
        http.cql("CREATE TABLE k.events (who text, day date, n int, room text STATIC, what text,"
                + " PRIMARY KEY (who, day, n)) WITH CLUSTERING ORDER BY (day DESC, n ASC)");
        http.cql("CREATE TABLE k.hits (page text PRIMARY KEY, n counter)");
    }

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void shouldReadBackWhatWasPut() {
        Reply put = http.send("PUT", USERS + "ann", "{\"name\":\"Ann\",\"age\":41,\"tags\":[\"b\",\"a\"]}");
        Reply get = http.get(USERS + "ann");

        assertThat(put.status()).isEqualTo(200);
        assertThat(put.json().path("context").asText())
                .isEqualTo(put.header("Starling-Context"))
                .isNotEmpty();
        assertThat(get.status()).isEqualTo(200);
        assertThat(get.json().path("row"))
                .hasToString("{\"id\":\"ann\",\"age\":41,\"name\":\"Ann\",\"tags\":[\"a\",\"b\"]}");
        assertThat(get.json().has("conflicts")).isFalse();
        assertThat(get.json().path("context").asText()).isEqualTo(get.header("Starling-Context"));
        assertThat(get.header("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void shouldReplaceWithPutAndChangeWithPatch() {
        http.send("PUT", USERS + "ann", "{\"name\":\"Ann\",\"age\":41}");
        http.send("PATCH", USERS + "ann", "{\"name\":\"Anna\"}");
        assertThat(row(USERS + "ann")).isEqualTo("{\"id\":\"ann\",\"age\":41,\"name\":\"Anna\",\"tags\":null}");

        http.send("PUT", USERS + "ann", "{\"name\":\"Ann\"}");
        assertThat(row(USERS + "ann")).isEqualTo("{\"id\":\"ann\",\"age\":null,\"name\":\"Ann\",\"tags\":null}");

        http.send("PATCH", USERS + "ann", "{\"name\":null}");
        assertThat(row(USERS + "ann")).isEqualTo("{\"id\":\"ann\",\"age\":null,\"name\":null,\"tags\":null}");
    }

    @Test
    void shouldMakeAnEmptyRowWithPutAndNoneWithPatch() {
        assertThat(http.send("PUT", USERS + "a", "{}").status()).isEqualTo(200);
        assertThat(http.get(USERS + "a").status()).isEqualTo(200);
        assertThat(http.send("PATCH", USERS + "b", "{\"name\":null}").status()).isEqualTo(200);
        assertThat(http.get(USERS + "b").status()).isEqualTo(404);
    }

    @Test
    void shouldTakeBackWhatAGetGave() {
        http.send("PUT", USERS + "ann", "{\"name\":\"Ann\"}");
        String row = row(USERS + "ann");

        assertThat(http.send("PUT", USERS + "ann", row).status()).isEqualTo(200);
        Reply other = http.send("PUT", USERS + "bob", row);
        assertThat(other.status()).isEqualTo(400);
        assertThat(other.json().path("detail").asText()).contains("'id' is part of the key and differs from the path");
    }

    @Test
    void shouldDeleteWhatIsThereAndWhatIsNot() {
        http.send("PUT", USERS + "ann", "{\"name\":\"Ann\"}");

        assertThat(http.send("DELETE", USERS + "ann", null).status()).isEqualTo(200);
        assertThat(http.send("DELETE", USERS + "nobody", null).status()).isEqualTo(200);
        Reply gone = http.get(USERS + "ann");
        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone.code()).isEqualTo("not_found");
        assertThat(gone.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(gone.header("Starling-Context")).isNotEmpty();
    }

    @Test
    void shouldShowSiblingsUntilAContextReplacesThem() {
        http.send("PUT", CARTS + "c", "{\"items\":\"milk\"}");
        http.send("PATCH", CARTS + "c", "{\"items\":\"bread\"}");
        Reply both = http.get(CARTS + "c");
        assertThat(both.json().at("/row/items").asText()).isEqualTo("bread");
        assertThat(both.json().at("/conflicts/items")).hasToString("[\"bread\",\"milk\"]");

        String context = both.header("Starling-Context");
        http.send("PATCH", CARTS + "c", "{\"items\":\"milk, bread\"}", "Starling-Context", context);
        Reply merged = http.get(CARTS + "c", "Starling-Context", context);
        assertThat(merged.json().at("/row/items").asText()).isEqualTo("milk, bread");
        assertThat(merged.json().has("conflicts")).isFalse();
        assertThat(lastOptions().atLeast()).isNotNull();
    }

    @Test
    void shouldRefuseAContextOfAnotherRow() {
        String context = http.send("PUT", CARTS + "c", "{\"items\":\"milk\"}").header("Starling-Context");

        for (Reply reply : List.of(
                http.get(CARTS + "other", "Starling-Context", context),
                http.send("PUT", CARTS + "other", "{}", "Starling-Context", context),
                http.get(CARTS + "c", "Starling-Context", context.substring(1)),
                http.get(EVENTS + "ann", "Starling-Context", context))) {
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.code()).isEqualTo("bad_context");
        }
    }

    @Test
    void shouldSayThatAContextIsLost() throws Exception {
        http.send("PUT", USERS + "ann", "{}");
        http.onLoop(() -> http.data.contextLost = true);
        assertThat(http.get(USERS + "ann").json().path("context_lost").asBoolean())
                .isTrue();
    }

    @Test
    void shouldAnswer304OnlyWhileTheRowIsShownTheSame() {
        http.send("PUT", USERS + "ann", "{\"name\":\"Ann\"}");
        String etag = http.get(USERS + "ann").header("ETag");

        Reply same = http.get(USERS + "ann", "If-None-Match", "\"x\", W/" + etag);
        assertThat(same.status()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        assertThat(same.header("ETag")).isEqualTo(etag);
        assertThat(http.get(USERS + "ann?columns=name", "If-None-Match", etag).status())
                .isEqualTo(200);
        http.send("PATCH", USERS + "ann", "{\"age\":1}");
        assertThat(http.get(USERS + "ann", "If-None-Match", etag).status()).isEqualTo(200);
    }

    /** A cell that expires changes the row without any write. */
    @Test
    void shouldNotAnswer304OnceACellHasExpired() {
        http.send("PUT", USERS + "ann", "{\"name\":\"Ann\"}");
        http.send("PATCH", USERS + "ann?ttl=10", "{\"age\":1}");
        String etag = http.get(USERS + "ann").header("ETag");
        http.time.nanos = 11_000_000_000L;

        Reply later = http.get(USERS + "ann", "If-None-Match", etag);
        assertThat(later.status()).isEqualTo(200);
        assertThat(later.json().at("/row/age").isNull()).isTrue();
    }

    @Test
    void shouldChooseColumns() {
        http.send("PUT", USERS + "ann", "{\"name\":\"Ann\",\"age\":41}");
        assertThat(http.get(USERS + "ann?columns=age,id").json().path("row"))
                .hasToString("{\"age\":41,\"id\":\"ann\"}");
        Reply unknown = http.get(USERS + "ann?columns=size");
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.code()).isEqualTo("invalid");
    }

    @ParameterizedTest
    @CsvSource({"a%2Fb", "%C3%A9%F0%9F%90%A6", "..", "%2E%2E", "a%20b", "%25", "a+b", "'%22%27%5C'"})
    void shouldTakeKeysOfAnyText(String key) {
        assertThat(http.send("PUT", USERS + key, "{\"age\":1}").status()).isEqualTo(200);
        assertThat(http.get(USERS + key).json().at("/row/age").asInt()).isEqualTo(1);
        assertThat(http.get(USERS + key + "x").status()).isEqualTo(404);
    }

    @Test
    void shouldRefuseAnEmptyPartitionKeyAsCqlDoes() {
        Reply reply = http.get(USERS);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().path("detail").asText()).contains("Key may not be empty");
    }

    @Test
    void shouldReadAPartitionInItsOrderBothWaysAndBetweenBounds() {
        fillEvents();

        assertThat(values(EVENTS + "ann", "what")).isEqualTo("[\"3.1\",\"2.1\",\"2.2\",\"1.1\"]");
        assertThat(values(EVENTS + "ann?reverse=true", "what")).isEqualTo("[\"1.1\",\"2.2\",\"2.1\",\"3.1\"]");
        assertThat(values(EVENTS + "ann/2026-01-02", "what")).isEqualTo("[\"2.1\",\"2.2\"]");
        assertThat(values(EVENTS + "ann/2026-01-02?from=2", "what")).isEqualTo("[\"2.2\"]");
        assertThat(values(EVENTS + "ann?from=2026-01-02", "what")).isEqualTo("[\"3.1\",\"2.1\",\"2.2\"]");
        assertThat(values(EVENTS + "ann?to=2026-01-03&from=2026-01-02", "what")).isEqualTo("[\"2.1\",\"2.2\"]");
        assertThat(values(EVENTS + "ann?to=2026-01-01", "what")).isEqualTo("[]");
        assertThat(values(EVENTS + "ann?from=2026-01-03&to=2026-01-01", "what")).isEqualTo("[]");
        assertThat(values(EVENTS + "nobody", "what")).isEqualTo("[]");
    }

    @Test
    void shouldPageThroughAPartition() {
        fillEvents();
        for (String order : List.of("", "&reverse=true")) {
            StringBuilder seen = new StringBuilder();
            String page = "";
            do {
                Reply reply = http.get(EVENTS + "ann?limit=3" + order + page);
                reply.json()
                        .path("rows")
                        .forEach(row -> seen.append(row.path("what").asText()).append(' '));
                page = reply.json().has("page")
                        ? "&page=" + reply.json().path("page").asText()
                        : "";
            } while (!page.isEmpty());
            assertThat(seen.toString()).isEqualTo(order.isEmpty() ? "3.1 2.1 2.2 1.1 " : "1.1 2.2 2.1 3.1 ");
        }
    }

    @ParameterizedTest
    @CsvSource({"x", "AQ", "!!", "AQEBAQEB"})
    void shouldRefuseAForgedPage(String page) {
        Reply reply = http.get(EVENTS + "ann?page=" + page);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("bad_request");
    }

    @Test
    void shouldShowAndSetStaticColumns() {
        assertThat(http.send("PATCH", EVENTS + "ann", "{\"room\":\"attic\"}").body())
                .isEqualTo("{}");
        assertThat(http.get(EVENTS + "ann").body()).isEqualTo("{\"rows\":[],\"statics\":{\"room\":\"attic\"}}");
        http.send("PUT", EVENTS + "ann/2026-01-01/1", "{\"what\":\"x\",\"room\":\"cellar\"}");
        Reply row = http.get(EVENTS + "ann/2026-01-01/1");
        assertThat(row.json().at("/row/room").asText()).isEqualTo("cellar");
        assertThat(http.send("PATCH", EVENTS + "ann", "{\"what\":\"x\"}").status())
                .isEqualTo(400);
        assertThat(http.send("PUT", EVENTS + "ann", "{}").status()).isEqualTo(400);
    }

    /** The etag of a row covers the statics that it shows. */
    @Test
    void shouldNotAnswer304OnceAStaticColumnHasChanged() {
        http.send("PUT", EVENTS + "ann/2026-01-01/1", "{\"what\":\"x\",\"room\":\"cellar\"}");
        String etag = http.get(EVENTS + "ann/2026-01-01/1").header("ETag");
        http.send("PATCH", EVENTS + "ann", "{\"room\":\"attic\"}");
        assertThat(http.get(EVENTS + "ann/2026-01-01/1", "If-None-Match", etag).status())
                .isEqualTo(200);
    }

    @Test
    void shouldDeleteWhatThePathNames() {
        fillEvents();
        assertThat(http.send("DELETE", EVENTS + "ann/2026-01-02/1", null).json().has("context"))
                .isTrue();
        assertThat(values(EVENTS + "ann", "what")).isEqualTo("[\"3.1\",\"2.2\",\"1.1\"]");
        assertThat(http.send("DELETE", EVENTS + "ann/2026-01-02", null).body()).isEqualTo("{}");
        assertThat(values(EVENTS + "ann", "what")).isEqualTo("[\"3.1\",\"1.1\"]");
        http.send("DELETE", EVENTS + "ann", null);
        assertThat(values(EVENTS + "ann", "what")).isEqualTo("[]");
    }

    @Test
    void shouldAddToCounters() {
        http.send("PATCH", HITS + "home", "{\"n\":5}");
        http.send("PATCH", HITS + "home", "{\"n\":\"-2\"}");
        assertThat(http.get(HITS + "home").json().at("/row/n").asInt()).isEqualTo(3);
        assertThat(http.send("PUT", HITS + "home", "{\"n\":1}").status()).isEqualTo(400);
        assertThat(http.send("PATCH", HITS + "home?ttl=5", "{\"n\":1}").status())
                .isEqualTo(400);
        assertThat(http.send("PATCH", HITS + "home?timestamp=5", "{\"n\":1}").status())
                .isEqualTo(400);
    }

    @Test
    void shouldPassOnLevelsTimeoutsTtlsAndTimestamps() {
        http.send("PUT", USERS + "ann?w=2&timeout_ms=1500&timestamp=77&ttl=9", "{\"age\":1}");
        assertThat(lastOptions().consistency()).isEqualTo(Consistency.replicas(2));
        assertThat(lastOptions().timeoutNanos()).isEqualTo(1_500_000_000L);
        assertThat(last(http.data.mutations).timestamp()).isEqualTo(77L);
        assertThat(last(http.data.mutations).rows().get(0).ttlSeconds()).isEqualTo(9);

        http.get(USERS + "ann?consistency=one");
        assertThat(lastOptions().consistency()).isEqualTo(Consistency.of(ConsistencyLevel.ONE));
        http.get(USERS + "ann");
        assertThat(lastOptions().consistency()).isEqualTo(Consistency.QUORUM);
        assertThat(lastOptions().sloppy()).isFalse();
        assertThat(lastOptions().timeoutNanos()).isEqualTo(RequestOptions.DEFAULT_TIMEOUT_NANOS);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,   users/rows/a?consistency=serial",
        "PUT,   users/rows/a?consistency=local_serial",
    })
    void shouldSayWhatIsNotThereYet(String method, String path) {
        Reply reply = http.send(method, "/v1/keyspaces/k/tables/" + path, method.equals("GET") ? null : "{}");
        assertThat(reply.status()).isEqualTo(501);
        assertThat(reply.code()).isEqualTo("not_implemented");
    }

    @Test
    void shouldNotDoAConditionalWriteUnconditionally() {
        assertThat(http.send("PUT", USERS + "a", "{}", "If-None-Match", "*").status())
                .isEqualTo(501);
        assertThat(http.send("DELETE", USERS + "a", null, "If-Match", "\"x\"").status())
                .isEqualTo(501);
        assertThat(http.data.mutations).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET    | /v1/keyspaces/no/tables/users/rows/a |            | 404 | not_found   | Keyspace 'no' does not exist",
                "GET    | /v1/keyspaces/k/tables/no/rows/a     |            | 404 | not_found   | Table 'k.no' does not exist",
                "GET    | /v1/keyspaces/k/tables/users/rows    |            | 400 | bad_request | names no key",
                "GET    | /v1/keyspaces/k/tables/users/rows/a/b |           | 400 | invalid     | gives 2 values",
                "GET    | /v1/keyspaces/k/tables/events/rows/a/x |          | 400 | invalid     | column 'day': 'x' is no date",
                "GET    | /v1/keyspaces/k/tables/events/rows/a?from=x |     | 400 | invalid     | column 'day': 'x' is no date",
                "GET    | /v1/keyspaces/k/tables/users/rows/a?consistency=most | | 400 | bad_request | no consistency level",
                "GET    | /v1/keyspaces/k/tables/users/rows/a?consistency=any |  | 400 | bad_request | writes alone",
                "POST   | /v1/keyspaces/k/tables/users/rows/a  | {}         | 405 | method_not_allowed | not POST",
                "PUT    | /v1/keyspaces/k/tables/users/rows/a  | ''         | 400 | bad_request | a JSON object",
                "PUT    | /v1/keyspaces/k/tables/users/rows/a  | []         | 400 | bad_request | a JSON object",
                "PUT    | /v1/keyspaces/k/tables/users/rows/a  | {\"age\":  | 400 | bad_request | not JSON",
                "PUT    | /v1/keyspaces/k/tables/users/rows/a  | {} {}      | 400 | bad_request | goes on behind",
                "PUT    | /v1/keyspaces/k/tables/users/rows/a  | {\"no\":1} | 400 | invalid     | Undefined column name no",
                "PUT    | /v1/keyspaces/k/tables/users/rows/a  | {\"age\":\"x\"} | 400 | invalid | column 'age': 'x' is no int",
                "PUT    | /v1/keyspaces/k/tables/users/rows/a  | {\"age\":1,\"age\":2} | 400 | bad_request | given twice",
                "PATCH  | /v1/keyspaces/k/tables/users/rows/a  | {}         | 400 | invalid     | names no column",
            })
    void shouldSayWhatIsWrong(String method, String path, String body, int status, String code, String detail) {
        Reply reply = http.send(method, path, body == null ? null : body.equals("''") ? "" : body);
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        assertThat(reply.code()).isEqualTo(code);
        assertThat(reply.json().path("detail").asText()).contains(detail);
        assertThat(reply.json().path("status").asInt()).isEqualTo(status);
        assertThat(reply.json().path("type").asText()).isEqualTo("urn:starlingdb:problem:" + code);
        assertThat(reply.json().path("title").asText()).isNotEmpty();
    }

    @Test
    void shouldPointAtTheBrokenPlaceInABody() {
        Reply reply = http.send("PUT", USERS + "a", "{\n  \"age\": nope }");
        assertThat(reply.json().path("line").asInt()).isEqualTo(2);
        assertThat(reply.json().path("column").asInt()).isPositive();
    }

    /** Every way of failing ends in an answer, or clients would wait for ever. */
    @Test
    void shouldAnswerWhenTheNodeItselfFails() {
        http.onLoop(() -> http.data.fault = new IllegalStateException("a fault of ours"));
        for (Reply reply : List.of(
                http.get(USERS + "a"),
                http.get(EVENTS + "a"),
                http.send("PUT", USERS + "a", "{}"),
                http.send("PATCH", USERS + "a", "{\"age\":1}", "Idempotency-Key", "k"),
                http.send("POST", "/v1/cql", "{\"statement\":\"SELECT * FROM k.users WHERE id = 'a'\"}"))) {
            assertThat(reply.status()).isEqualTo(500);
            assertThat(reply.code()).isEqualTo("server_error");
            assertThat(reply.body()).doesNotContain("a fault of ours");
        }
    }

    @ParameterizedTest
    @CsvSource({"WAITING, belongs to no cluster", "DRAINING, about to stop"})
    void shouldSendClientsAwayWhileItTakesNone(NodeState state, String detail) {
        http.node.state = state;
        for (Reply reply : List.of(
                http.get(USERS + "a"), http.send("POST", "/v1/cql", "{\"statement\":\"SELECT * FROM k.users\"}"))) {
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.code()).isEqualTo("bootstrapping");
            assertThat(reply.header("Retry-After")).isEqualTo("1");
            assertThat(reply.json().path("detail").asText()).contains(detail);
        }
        assertThat(http.get("/v1/cluster").status()).isEqualTo(200);
    }

    @Test
    void shouldTellUnavailableFromTimeout() {
        http.onLoop(() -> http.data.failure = StarlingException.unavailable(2, 1));
        Reply unavailable = http.get(USERS + "a");
        assertThat(unavailable.status()).isEqualTo(503);
        assertThat(unavailable.json().path("required").asInt()).isEqualTo(2);
        assertThat(unavailable.json().path("alive").asInt()).isEqualTo(1);
        http.onLoop(() -> http.data.failure = StarlingException.timeout(2, 1));
        Reply timeout = http.send("PUT", USERS + "a", "{}");
        assertThat(timeout.status()).isEqualTo(504);
        assertThat(timeout.json().path("received").asInt()).isEqualTo(1);
    }

    private void fillEvents() {
        for (String at : List.of("1/1", "2/1", "2/2", "3/1")) {
            http.send("PUT", EVENTS + "ann/2026-01-0" + at, "{\"what\":\"" + at.replace('/', '.') + "\"}");
        }
    }

    private String row(String path) {
        return http.get(path).json().path("row").toString();
    }

    private String values(String path, String column) {
        return http.get(path).json().path("rows").findValuesAsText(column).stream()
                .map(value -> '"' + value + '"')
                .toList()
                .toString()
                .replace(" ", "");
    }

    private RequestOptions lastOptions() {
        return last(http.data.asked);
    }

    private <T> T last(List<T> list) {
        return http.onLoop(() -> list.get(list.size() - 1));
    }
}
