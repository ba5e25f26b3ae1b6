package io.starlingdb.client.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/**
 * One node's HTTP/JSON interface, as plain calls. Thread safe; connections are kept and shared.
 *
 * <p>Every failure is a {@link StarlingException}: the node's own problem with its code and numbers, or, where no node
 * answered, {@link ErrorCode#UNAVAILABLE} (nothing listens there) or {@link ErrorCode#TIMEOUT} (sent, and the outcome is not
 * known).
 */
public final class NodeApi {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final NodeAddress node;
    private final Duration timeout;
    private final HttpClient http;

    /** @param timeout of one call, from sending to the whole answer */
    public NodeApi(NodeAddress node, Duration timeout) {
        this.node = node;
        this.timeout = timeout;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout.compareTo(Duration.ofSeconds(5)) < 0 ? timeout : Duration.ofSeconds(5))
                .build();
    }

    public NodeAddress node() {
        return node;
    }

    public CqlAnswer cql(CqlCall call) {
        return await(cqlAsync(call));
    }

    public CompletableFuture<CqlAnswer> cqlAsync(CqlCall call) {
        CompletableFuture<JsonNode> answer = send("POST", "/v1/cql", call.toJson());
        return cancelling(answer, answer.thenApply(CqlAnswer::fromJson));
    }

    /** @param path begins with a slash, percent-encoded */
    public JsonNode get(String path) {
        return await(send("GET", path, null));
    }

    public JsonNode post(String path, JsonNode body) {
        return await(send("POST", path, body));
    }

    private CompletableFuture<JsonNode> send(
            String method, String path, @org.jspecify.annotations.Nullable JsonNode body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(node.resolve(path)).timeout(timeout);
        if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json").method(method, BodyPublishers.ofByteArray(write(body)));
        }
        CompletableFuture<HttpResponse<byte[]>> sent = http.sendAsync(request.build(), BodyHandlers.ofByteArray());
        return cancelling(sent, sent.handle((response, failure) -> {
            if (failure != null) {
                throw unreachable(failure);
            }
            return answer(response);
        }));
    }

    private JsonNode answer(HttpResponse<byte[]> response) {
        JsonNode json;
        try {
            json = JSON.readTree(response.body());
        } catch (IOException e) {
            json = JSON.createObjectNode();
        }
        if (response.statusCode() < 300) {
            return json;
        }
        ErrorCode code = ErrorCode.find(json.path("code").asText()).orElse(ErrorCode.SERVER_ERROR);
        String detail = json.path("detail").asText();
        throw new StarlingException(
                code, detail.isEmpty() ? node + " answered HTTP " + response.statusCode() : detail, numbers(json));
    }

    private static Map<String, Object> numbers(JsonNode problem) {
        Map<String, Object> numbers = new TreeMap<>();
        problem.properties().forEach(field -> {
            if (field.getValue().isIntegralNumber() && !field.getKey().equals("status")) {
                numbers.put(field.getKey(), field.getValue().longValue());
            }
        });
        return numbers;
    }

    private StarlingException unreachable(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ConnectException || cause instanceof java.net.http.HttpConnectTimeoutException) {
            return new StarlingException(
                    ErrorCode.UNAVAILABLE, "Nothing answers at " + node + ". Is a node running there?");
        }
        if (cause instanceof HttpTimeoutException) {
            return new StarlingException(
                    ErrorCode.TIMEOUT, node + " did not answer within " + timeout.toSeconds() + " s");
        }
        return new StarlingException(
                ErrorCode.TIMEOUT,
                "The connection to " + node + " broke before the answer came: " + cause.getMessage());
    }

    private static byte[] write(JsonNode body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree is always writable", e);
        }
    }

    /**
     * Waits for the outcome.
     *
     * @throws StarlingException as the call failed
     * @throws CancellationException when the thread is interrupted: the call is given up, and whether it took effect is not known; the thread
     *     stays interrupted
     */
    public static <T> T await(CompletableFuture<T> call) {
        try {
            return call.get();
        } catch (InterruptedException e) {
            call.cancel(true);
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StarlingException problem) {
                throw problem;
            }
            throw new CompletionException(e.getCause());
        }
    }

    /** Gives {@code begun} up when what was made of it is cancelled, so that its connection is not kept waiting. */
    private static <T> CompletableFuture<T> cancelling(CompletableFuture<?> begun, CompletableFuture<T> made) {
        CompletableFuture<T> unused = made.whenComplete((ignored, failure) -> {
            if (made.isCancelled()) {
                begun.cancel(true);
            }
        });
        return made;
    }
}
