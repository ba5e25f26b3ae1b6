package io.starlingdb.client.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.client.http.NodeApi;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * Names of keyspaces, tables and columns for completion, asked of the node at most every few seconds; none where it does not answer.
 * Confined to one thread.
 */
final class SchemaNames {
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final NodeApi node;
    private Map<String, Map<String, Collection<String>>> columns = Map.of();
    private long readNanos;
    private boolean read;

    SchemaNames(NodeApi node) {
        this.node = node;
    }

    Collection<String> keyspaces() {
        return known().keySet();
    }

    /** Empty where there is no such keyspace. */
    Collection<String> tables(String keyspace) {
        return known().getOrDefault(keyspace, Map.of()).keySet();
    }

    /** Empty where there is no such table. */
    Collection<String> columns(String keyspace, String table) {
        return known().getOrDefault(keyspace, Map.of()).getOrDefault(table, List.of());
    }

    private Map<String, Map<String, Collection<String>>> known() {
        long now = System.nanoTime();
        if (!read || now - readNanos > FRESH_NANOS) {
            read = true;
            readNanos = now;
            try {
                columns = ask();
            } catch (StarlingException e) {
                columns = Map.of();
            }
        }
        return columns;
    }

    private Map<String, Map<String, Collection<String>>> ask() {
        Map<String, Map<String, Collection<String>>> all = new TreeMap<>();
        for (JsonNode keyspace : node.get("/v1/keyspaces").path("keyspaces")) {
            String name = keyspace.path("name").asText();
            Map<String, Collection<String>> tables = new TreeMap<>();
            String path = "/v1/keyspaces/" + URLEncoder.encode(name, StandardCharsets.UTF_8) + "/tables";
            for (JsonNode table : node.get(path).path("tables")) {
                Collection<String> names = new TreeSet<>();
                table.path("columns")
                        .forEach(column -> names.add(column.path("name").asText()));
                tables.put(table.path("name").asText(), names);
            }
            all.put(name, tables);
        }
        return all;
    }
}
