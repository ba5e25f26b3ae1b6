package io.starlingdb.client.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One statement as {@code POST /v1/cql} takes it.
 *
 * @param parameters values of the statement's {@code ?} in order, as JSON; empty for none
 * @param keyspace for table names without one; null for none
 * @param consistency a level's name; null for the node's default
 * @param serialConsistency of a condition, a level's name; null for the node's default
 * @param pageSize rows a page; 0 for the node's default
 * @param page where the last page ended, as it said; null for the first
 */
public record CqlCall(
        String statement,
        List<JsonNode> parameters,
        @Nullable String keyspace,
        @Nullable String consistency,
        @Nullable String serialConsistency,
        int pageSize,
        @Nullable String page) {

    public static CqlCall of(String statement) {
        return new CqlCall(statement, List.of(), null, null, null, 0, null);
    }

    public CqlCall withParameters(List<JsonNode> values) {
        return new CqlCall(statement, values, keyspace, consistency, serialConsistency, pageSize, page);
    }

    public CqlCall withKeyspace(@Nullable String name) {
        return new CqlCall(statement, parameters, name, consistency, serialConsistency, pageSize, page);
    }

    public CqlCall withConsistency(@Nullable String level) {
        return new CqlCall(statement, parameters, keyspace, level, serialConsistency, pageSize, page);
    }

    public CqlCall withSerialConsistency(@Nullable String level) {
        return new CqlCall(statement, parameters, keyspace, consistency, level, pageSize, page);
    }

    public CqlCall withPageSize(int rows) {
        return new CqlCall(statement, parameters, keyspace, consistency, serialConsistency, rows, page);
    }

    public CqlCall withPage(@Nullable String next) {
        return new CqlCall(statement, parameters, keyspace, consistency, serialConsistency, pageSize, next);
    }

    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("statement", statement);
        if (!parameters.isEmpty()) {
            json.putArray("parameters").addAll(parameters);
        }
        putIfSet(json, "keyspace", keyspace);
        putIfSet(json, "consistency", consistency);
        putIfSet(json, "serial_consistency", serialConsistency);
        if (pageSize > 0) {
            json.put("page_size", pageSize);
        }
        putIfSet(json, "page", page);
        return json;
    }

    private static void putIfSet(ObjectNode json, String name, @Nullable String value) {
        if (value != null) {
            json.put(name, value);
        }
    }
}
