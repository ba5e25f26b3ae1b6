package io.starlingdb.client.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Sends JSON to nodes and reads what they answer; one of it serves any number of nodes and threads, and keeps connections.
 *
 * <p>A node that asks for a name and a password is given those of the environment's {@code STARLING_USER} and {@code STARLING_PASSWORD}.
 *
 * <p>Every failure is a {@link StarlingException}: the node's own problem with its code and numbers, or, where no node answered,
 * {@link ErrorCode#UNAVAILABLE} (nothing listens there: nothing was tried) or {@link ErrorCode#TIMEOUT} (sent, and the outcome is not known).
 */
public final class JsonCalls {
    /** Decimals keep their scale. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final Duration CONNECT_MAX = Duration.ofSeconds(5);

    private final HttpClient http;
    private final @Nullable String authorization = authorization();

    /** @param connectTimeout at most five seconds count */
    public JsonCalls(Duration connectTimeout) {
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(connectTimeout.compareTo(CONNECT_MAX) < 0 ? connectTimeout : CONNECT_MAX)
                .build();
    }

    /** The name and the password that the environment holds, for HTTP Basic. */
    private static @Nullable String authorization() {
        String user = System.getenv("STARLING_USER");
        String password = System.getenv("STARLING_PASSWORD");
        return user == null || password == null
                ? null
                : "Basic "
                        + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * One request.
     *
     * @param path with its query, percent-encoded, beginning with a slash
     * @param headers beside those of the body
     * @param body null for none
     * @param timeout from sending to the whole answer
     */
    public record Call(
            String method,
            String path,
            Map<String, String> headers,
            @Nullable JsonNode body,
            Duration timeout) {}

    /**
     * What a node answered: a success, or a 404 that carries a causal context.
     *
     * @param body missing where it is no JSON
     * @param text the body, where it is no JSON
     * @param context the header {@code Starling-Context}; null where there was none
     */
    public record Reply(
            int status,
            JsonNode body,
            String text,
            @Nullable String context) {}

    /** Sends; cancelling the future gives the call up. */
    public CompletableFuture<Reply> send(NodeAddress node, Call call) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(node.resolve(call.path())).timeout(call.timeout());
        call.headers().forEach(request::header);
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        JsonNode body = call.body();
        if (body == null) {
            request.method(call.method(), BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(call.method(), BodyPublishers.ofByteArray(write(body)));
        }
        CompletableFuture<HttpResponse<byte[]>> sent = http.sendAsync(request.build(), BodyHandlers.ofByteArray());
        return cancelling(sent, sent.handle((response, failure) -> {
            if (failure != null) {
                throw unreachable(node, call.timeout(), failure);
            }
            return reply(node, response);
        }));
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
    public static <T> CompletableFuture<T> cancelling(CompletableFuture<?> begun, CompletableFuture<T> made) {
        CompletableFuture<T> unused = made.whenComplete((ignored, failure) -> {
            if (made.isCancelled()) {
                begun.cancel(true);
            }
        });
        return made;
    }

    private static Reply reply(NodeAddress node, HttpResponse<byte[]> response) {
        JsonNode json;
        String text = "";
        try {
            json = JSON.readTree(response.body());
        } catch (IOException e) {
            json = MissingNode.getInstance();
            text = new String(response.body(), StandardCharsets.UTF_8);
        }
        String context = response.headers().firstValue("Starling-Context").orElse(null);
        if (response.statusCode() < 300 || (response.statusCode() == 404 && context != null)) {
            return new Reply(response.statusCode(), json, text, context);
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

    private static StarlingException unreachable(NodeAddress node, Duration timeout, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
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
}
