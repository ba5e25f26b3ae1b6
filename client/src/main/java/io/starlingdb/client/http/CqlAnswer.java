package io.starlingdb.client.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code POST /v1/cql} answers.
 *
 * @param columns in the order of the selection; empty for statements that return no rows
 * @param rows JSON objects by column name
 * @param page hand it back to get the next page; null after the last
 */
public record CqlAnswer(
        List<Column> columns, List<JsonNode> rows, @Nullable String page, List<String> warnings) {

    /** @param type as CQL writes it */
    public record Column(String name, String type) {}

    static CqlAnswer fromJson(JsonNode json) {
        List<Column> columns = new ArrayList<>();
        for (JsonNode column : json.path("columns")) {
            columns.add(
                    new Column(column.path("name").asText(), column.path("type").asText()));
        }
        List<JsonNode> rows = new ArrayList<>();
        json.path("rows").forEach(rows::add);
        List<String> warnings = new ArrayList<>();
        json.path("warnings").forEach(warning -> warnings.add(warning.asText()));
        JsonNode page = json.path("page");
        return new CqlAnswer(columns, rows, page.isTextual() ? page.asText() : null, warnings);
    }
}
