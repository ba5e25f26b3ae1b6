package io.starlingdb.client.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.client.http.Failover.Repeat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A cluster as a Java program uses it: rows by key ({@link #table}), and CQL ({@link #execute}, {@link #stream}). Thread safe; a program needs one.
 *
 * <pre>{@code
 * StarlingClient client = StarlingClient.builder().node("10.0.0.1").node("10.0.0.2:8080").build();
 * Table birds = client.table("flock", "birds");
 * birds.put(Map.of("song", "chirp", "wing_cm", 7), "wren");
 * RowRead wren = birds.get("wren");
 * wren.row().ifPresent(row -> System.out.println(row.text("song")));
 * birds.patch(RequestOptions.DEFAULT.withContext(wren.context()), Map.of("wing_cm", 8), "wren");
 * client.stream(Statement.of("SELECT name FROM flock.birds")).forEach(row -> System.out.println(row.text("name")));
 * }</pre>
 *
 * <p>Requests go to the nodes in turn, and to another one where a node is away or stopping. What may have had an effect is sent again only where
 * that is safe: reads and idempotent statements anywhere; other writes carry an Idempotency-Key, by which the node that got them first knows them.
 * Blocking calls throw {@link StarlingException}; the futures of the {@code …Async} ones fail with it. Its {@link ErrorCode} says whether anything
 * was tried.
 */
public final class StarlingClient {
    private final Failover failover;
    private final ConsistencyLevel consistency;
    private final Duration timeout;

    StarlingClient(Failover failover, ConsistencyLevel consistency, Duration timeout) {
        this.failover = failover;
        this.consistency = consistency;
        this.timeout = timeout;
    }

    /** A client to be configured: at least one node. */
    public static StarlingClientBuilder builder() {
        return new StarlingClientBuilder();
    }

    /** The rows of a table, by their keys. Nothing is asked of the cluster yet. */
    public Table table(String keyspace, String name) {
        return new Table(this, keyspace, name);
    }

    /** Runs a statement; for one that returns rows these are the first page. */
    public RowPage execute(Statement statement) {
        return JsonCalls.await(executeAsync(statement));
    }

    public CompletableFuture<RowPage> executeAsync(Statement statement) {
        return executeAsync(statement, null);
    }

    /** The page behind another one. */
    public CompletableFuture<RowPage> executeAsync(Statement statement, @Nullable String page) {
        RequestOptions options = statement.options();
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("statement", statement.cql());
        if (!statement.parameters().isEmpty()) {
            ArrayNode parameters = body.putArray("parameters");
            statement.parameters().forEach(value -> parameters.add(JsonValues.toJson(value)));
        }
        ConsistencyLevel level = options.consistency();
        body.put("consistency", (level == null ? consistency : level).name());
        if (statement.keyspace() != null) {
            body.put("keyspace", statement.keyspace());
        }
        if (statement.pageSize() > 0) {
            body.put("page_size", statement.pageSize());
        }
        if (page != null) {
            body.put("page", page);
        }
        boolean idempotent = statement.idempotent();
        Map<String, String> headers = idempotent ? Map.of() : Map.of("Idempotency-Key", newKey());
        return send("POST", "/v1/cql", headers, body, options, idempotent ? Repeat.ANYWHERE : Repeat.SAME_NODE)
                .thenApply(reply -> page(reply.body()));
    }

    /** Every row of a query; pages are fetched as they are needed, on the caller's thread. */
    public Stream<Row> stream(Statement query) {
        Iterator<Row> rows = new Iterator<>() {
            private RowPage page = execute(query);
            private int at;

            @Override
            public boolean hasNext() {
                while (at == page.rows().size() && page.next().isPresent()) {
                    page = JsonCalls.await(executeAsync(query, page.next().get()));
                    at = 0;
                }
                return at < page.rows().size();
            }

            @Override
            public Row next() {
                if (!hasNext()) {
                    throw new java.util.NoSuchElementException();
                }
                return page.rows().get(at++);
            }
        };
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(rows, Spliterator.ORDERED | Spliterator.NONNULL), false);
    }

    CompletableFuture<JsonCalls.Reply> send(
            String method,
            String path,
            Map<String, String> headers,
            @Nullable JsonNode body,
            RequestOptions options,
            Repeat repeat) {
        Duration limit = options.timeout() == null ? timeout : options.timeout();
        return failover.send(new JsonCalls.Call(method, path, headers, body, limit), repeat);
    }

    ConsistencyLevel consistency() {
        return consistency;
    }

    static String newKey() {
        return UUID.randomUUID().toString();
    }

    static RowPage page(JsonNode body) {
        List<Row> rows = new ArrayList<>();
        body.path("rows").forEach(row -> rows.add(new Row(row)));
        JsonNode next = body.path("page");
        return new RowPage(rows, next.isTextual() ? Optional.of(next.asText()) : Optional.empty());
    }
}
