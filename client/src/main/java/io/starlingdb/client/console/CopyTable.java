package io.starlingdb.client.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.starlingdb.client.http.CqlAnswer.Column;
import io.starlingdb.client.http.NodeApi;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The table a COPY reads or fills.
 *
 * @param name with its keyspace, as CQL writes it
 * @param types every column's type, partition key first, then clustering columns, then the others
 * @param keyColumns all of these must be among the columns copied
 */
record CopyTable(String name, Map<String, String> types, List<String> keyColumns) {

    static CopyTable describe(NodeApi node, CopyStatement copy) {
        JsonNode table = node.get("/v1/keyspaces/" + encoded(copy.keyspace()) + "/tables/" + encoded(copy.table()));
        Map<String, String> types = new LinkedHashMap<>();
        List<String> keys = new ArrayList<>();
        for (String kind : List.of("partition_key", "clustering", "static", "regular")) {
            List<JsonNode> ofKind = new ArrayList<>();
            table.path("columns").forEach(column -> {
                if (column.path("kind").asText().equals(kind)) {
                    ofKind.add(column);
                }
            });
            ofKind.sort((a, b) -> Integer.compare(
                    a.path("position").asInt(), b.path("position").asInt()));
            for (JsonNode column : ofKind) {
                String name = column.path("name").asText();
                types.put(name, column.path("type").asText());
                if (kind.equals("partition_key") || kind.equals("clustering")) {
                    keys.add(name);
                }
            }
        }
        return new CopyTable(
                CopyStatement.quoted(copy.keyspace()) + "." + CopyStatement.quoted(copy.table()), types, keys);
    }

    /**
     * The columns that are meant, with their types.
     *
     * @param named empty for all
     * @throws CommandException for a column the table does not have
     */
    List<Column> columns(List<String> named) {
        List<Column> columns = new ArrayList<>();
        for (String name : named.isEmpty() ? List.copyOf(types.keySet()) : named) {
            String type = types.get(name);
            if (type == null) {
                throw new CommandException("COPY: " + this.name + " has no column " + name + "; it has "
                        + String.join(", ", types.keySet()));
            }
            columns.add(new Column(name, type));
        }
        return columns;
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
