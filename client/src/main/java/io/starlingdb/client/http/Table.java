package io.starlingdb.client.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.client.http.Failover.Repeat;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one table, by their keys. A key is given as the values of the primary key's columns in order. Values are Java's usual ones: texts,
 * numbers, booleans, bytes, {@link java.util.UUID}, {@link java.time.Instant} and the other times, collections, or Jackson's trees.
 */
public final class Table {
    private final StarlingClient client;
    private final String path;

    Table(StarlingClient client, String keyspace, String name) {
        this.client = client;
        this.path = "/v1/keyspaces/" + encoded(keyspace) + "/tables/" + encoded(name) + "/rows";
    }

    /** Reads a row. */
    public RowRead get(Object... key) {
        return get(RequestOptions.DEFAULT, key);
    }

    public RowRead get(RequestOptions options, Object... key) {
        return JsonCalls.await(getAsync(options, key));
    }

    public CompletableFuture<RowRead> getAsync(RequestOptions options, Object... key) {
        return client.send("GET", path(options, "r", key), headers(options), null, options, Repeat.ANYWHERE)
                .thenApply(Table::read);
    }

    /**
     * The rows of a partition in their order, a page of them.
     *
     * @param page of the page before; null for the first
     * @param partition the values of the partition key, and of as many clustering columns as are fixed
     */
    public CompletableFuture<RowPage> rowsAsync(RequestOptions options, @Nullable String page, Object... partition) {
        String query = page == null ? "" : "page=" + encoded(page);
        return client.send(
                        "GET",
                        with(path(options, "r", partition), query),
                        headers(options),
                        null,
                        options,
                        Repeat.ANYWHERE)
                .thenApply(reply -> StarlingClient.page(reply.body()));
    }

    /** Every row of a partition. */
    public List<Row> rows(Object... partition) {
        List<Row> all = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            RowPage page = JsonCalls.await(rowsAsync(RequestOptions.DEFAULT, next.orElse(null), partition));
            all.addAll(page.rows());
            next = page.next();
        } while (next.isPresent());
        return all;
    }

    /** Replaces a row's columns: those not given are deleted. */
    public CausalContext put(Map<String, ?> values, Object... key) {
        return put(RequestOptions.DEFAULT, values, key);
    }

    public CausalContext put(RequestOptions options, Map<String, ?> values, Object... key) {
        return JsonCalls.await(putAsync(options, values, key));
    }

    public CompletableFuture<CausalContext> putAsync(RequestOptions options, Map<String, ?> values, Object... key) {
        return write("PUT", options, body(values), key);
    }

    /** Sets those columns that are given; a null deletes one. */
    public CausalContext patch(Map<String, ?> values, Object... key) {
        return patch(RequestOptions.DEFAULT, values, key);
    }

    public CausalContext patch(RequestOptions options, Map<String, ?> values, Object... key) {
        return JsonCalls.await(patchAsync(options, values, key));
    }

    public CompletableFuture<CausalContext> patchAsync(RequestOptions options, Map<String, ?> values, Object... key) {
        return write("PATCH", options, body(values), key);
    }

    /** Deletes a row; one that is not there, too. */
    public CausalContext delete(Object... key) {
        return delete(RequestOptions.DEFAULT, key);
    }

    public CausalContext delete(RequestOptions options, Object... key) {
        return JsonCalls.await(deleteAsync(options, key));
    }

    public CompletableFuture<CausalContext> deleteAsync(RequestOptions options, Object... key) {
        return write("DELETE", options, null, key);
    }

    private CompletableFuture<CausalContext> write(
            String method, RequestOptions options, @Nullable JsonNode body, Object... key) {
        String query = options.timestampMicros() == null ? "" : "timestamp=" + options.timestampMicros();
        if (options.ttlSeconds() > 0) {
            query += (query.isEmpty() ? "" : "&") + "ttl=" + options.ttlSeconds();
        }
        Map<String, String> headers = headers(options);
        headers.put("Idempotency-Key", StarlingClient.newKey());
        Repeat repeat = options.timestampMicros() == null ? Repeat.SAME_NODE : Repeat.ANYWHERE;
        return client.send(method, with(path(options, "w", key), query), headers, body, options, repeat)
                .thenApply(Table::context);
    }

    private static ObjectNode body(Map<String, ?> values) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        values.forEach((column, value) -> body.set(column, JsonValues.toJson(value)));
        return body;
    }

    private static RowRead read(JsonCalls.Reply reply) {
        JsonNode row = reply.body().path("row");
        Map<String, List<Row>> conflicts = new LinkedHashMap<>();
        reply.body().path("conflicts").properties().forEach(column -> {
            List<Row> values = new ArrayList<>();
            column.getValue()
                    .forEach(value -> values.add(
                            new Row(JsonNodeFactory.instance.objectNode().set(column.getKey(), value))));
            conflicts.put(column.getKey(), values);
        });
        return new RowRead(row.isObject() ? Optional.of(new Row(row)) : Optional.empty(), conflicts, context(reply));
    }

    private static CausalContext context(JsonCalls.Reply reply) {
        String inHeader = reply.context();
        return new CausalContext(inHeader == null ? reply.body().path("context").asText() : inHeader);
    }

    private static Map<String, String> headers(RequestOptions options) {
        Map<String, String> headers = new LinkedHashMap<>();
        CausalContext context = options.context();
        if (context != null && !context.text().isEmpty()) {
            headers.put("Starling-Context", context.text());
        }
        return headers;
    }

    private String path(RequestOptions options, String replicas, Object... key) {
        StringBuilder whole = new StringBuilder(path);
        for (Object value : key) {
            whole.append('/').append(encoded(JsonValues.keyText(value)));
        }
        StringJoiner query = new StringJoiner("&", "?", "");
        if (options.replicas() > 0) {
            query.add(replicas + "=" + options.replicas());
        } else {
            ConsistencyLevel level = options.consistency();
            query.add("consistency=" + (level == null ? client.consistency() : level).name());
        }
        if (options.sloppy()) {
            query.add("sloppy=true");
        }
        return whole.append(query).toString();
    }

    private static String with(String path, String query) {
        return query.isEmpty() ? path : path + "&" + query;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace(".", "%2E");
    }
}
