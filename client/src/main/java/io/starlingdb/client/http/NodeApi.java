package io.starlingdb.client.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One node's HTTP/JSON interface, as plain calls that fail as {@link JsonCalls} says. Thread safe; connections are kept and shared. */
public final class NodeApi {
    private final NodeAddress node;
    private final Duration timeout;
    private final JsonCalls calls;

    /** @param timeout of one call, from sending to the whole answer */
    public NodeApi(NodeAddress node, Duration timeout) {
        this.node = node;
        this.timeout = timeout;
        this.calls = new JsonCalls(timeout);
    }

    public NodeAddress node() {
        return node;
    }

    public CqlAnswer cql(CqlCall call) {
        return await(cqlAsync(call));
    }

    public CompletableFuture<CqlAnswer> cqlAsync(CqlCall call) {
        CompletableFuture<JsonNode> answer = send("POST", "/v1/cql", call.toJson());
        return JsonCalls.cancelling(answer, answer.thenApply(CqlAnswer::fromJson));
    }

    /** @param path begins with a slash, percent-encoded */
    public JsonNode get(String path) {
        return await(send("GET", path, null));
    }

    /** A resource that is no JSON, as text. */
    public String text(String path) {
        return await(calls.send(node, new JsonCalls.Call("GET", path, Map.of(), null, timeout)))
                .text();
    }

    public JsonNode put(String path, JsonNode body) {
        return await(send("PUT", path, body));
    }

    public JsonNode post(String path, JsonNode body) {
        return await(send("POST", path, body));
    }

    private CompletableFuture<JsonNode> send(String method, String path, @Nullable JsonNode body) {
        CompletableFuture<JsonCalls.Reply> reply =
                calls.send(node, new JsonCalls.Call(method, path, Map.of(), body, timeout));
        return JsonCalls.cancelling(reply, reply.thenApply(NodeApi::json));
    }

    private static JsonNode json(JsonCalls.Reply reply) {
        return reply.body().isMissingNode() ? JsonNodeFactory.instance.objectNode() : reply.body();
    }

    /** As {@link JsonCalls#await}. */
    public static <T> T await(CompletableFuture<T> call) {
        return JsonCalls.await(call);
    }
}
