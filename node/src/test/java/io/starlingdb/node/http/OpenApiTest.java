package io.starlingdb.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.client.ErrorCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The description is written by hand; these hold it to what is served. */
class OpenApiTest {
    private static final String ROWS = "/v1/keyspaces/{keyspace}/tables/{table}/rows/{key}";

    private final HttpFixture http = new HttpFixture();
    private JsonNode page;

    @BeforeEach
    void load() {
        page = http.get("/openapi.json").json();
    }

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void shouldDescribeEveryRouteAndNoOther() {
        TreeSet<String> served = new TreeSet<>(http.routes());
        for (String method : List.of("get", "put", "patch", "delete")) {
            served.add(method + " " + ROWS);
        }

        TreeSet<String> described = new TreeSet<>();
        page.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    if (List.of("get", "put", "post", "patch", "delete").contains(operation.getKey())) {
                        described.add(operation.getKey() + " " + path.getKey());
                    }
                }));
        assertThat(described).isEqualTo(served);
    }

    @Test
    void shouldReferOnlyToWhatIsThere() {
        for (JsonNode reference : page.findValues("$ref")) {
            String target = reference.asText();
            assertThat(target).startsWith("#/");
            assertThat(page.at(target.substring(1)).isMissingNode()).as(target).isFalse();
        }
    }

    @Test
    void shouldNameEveryErrorCodeAndLevel() {
        assertThat(texts(page.at("/components/schemas/Problem/properties/code/enum")))
                .containsExactlyElementsOf(
                        Arrays.stream(ErrorCode.values()).map(ErrorCode::code).toList());
        assertThat(texts(page.at("/components/parameters/consistency/schema/enum")))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ConsistencyLevel.values())
                        .map(level -> level.name().toLowerCase(Locale.ROOT))
                        .toList());
    }

    @Test
    void shouldNameEveryParameterThatRowsTake() {
        TreeSet<String> described = new TreeSet<>();
        JsonNode rows = page.path("paths").path(ROWS);
        for (JsonNode parameters : rows.findValues("parameters")) {
            for (JsonNode parameter : parameters) {
                JsonNode resolved = parameter.has("$ref")
                        ? page.at(parameter.path("$ref").asText().substring(1))
                        : parameter;
                if (resolved.path("in").asText().equals("query")) {
                    described.add(resolved.path("name").asText());
                }
            }
        }
        for (String name : described) {
            String known =
                    http.get("/v1/keyspaces/k/tables/t/rows/1?" + name + "=%20").body();
            assertThat(known).as(name).doesNotContain("unknown query parameter");
        }
        assertThat(described)
                .containsExactly(
                        "columns",
                        "consistency",
                        "from",
                        "limit",
                        "page",
                        "r",
                        "reverse",
                        "sloppy",
                        "timeout_ms",
                        "timestamp",
                        "to",
                        "ttl",
                        "w");
    }

    @Test
    void shouldGiveEachOperationItsOwnName() throws Exception {
        List<String> ids = new ArrayList<>();
        page.findValues("operationId").forEach(id -> ids.add(id.asText()));
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(new ObjectMapper().readTree(page.toString())).isEqualTo(page);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
