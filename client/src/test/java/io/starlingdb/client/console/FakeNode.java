package io.starlingdb.client.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.starlingdb.client.http.NodeAddress;
import io.starlingdb.client.http.NodeApi;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** An HTTP server that answers as a test says and remembers the statements it was sent. */
final class FakeNode implements AutoCloseable {
    /** @param status of HTTP */
    record Answer(int status, String body) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final List<JsonNode> calls = new CopyOnWriteArrayList<>();
    private final Map<String, String> resources = new ConcurrentHashMap<>();
    private volatile Function<JsonNode, Answer> cql = call -> new Answer(200, "{\"columns\":[],\"rows\":[]}");

    FakeNode() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    NodeApi api() {
        return new NodeApi(new NodeAddress("127.0.0.1", server.getAddress().getPort()), Duration.ofSeconds(10));
    }

    void resource(String path, String json) {
        resources.put(path, json);
    }

    void onCql(Function<JsonNode, Answer> answer) {
        cql = answer;
    }

    /** Bodies of {@code POST /v1/cql}, in the order they came. */
    List<JsonNode> calls() {
        return calls;
    }

    private void handle(HttpExchange exchange) throws IOException {
        Answer answer;
        if (exchange.getRequestURI().getPath().equals("/v1/cql")) {
            try (InputStream body = exchange.getRequestBody()) {
                JsonNode call = JSON.readTree(body);
                calls.add(call);
                answer = cql.apply(call);
            }
        } else {
            String json = resources.get(exchange.getRequestURI().getRawPath());
            answer = json == null
                    ? new Answer(404, "{\"code\":\"not_found\",\"detail\":\"no such table\"}")
                    : new Answer(200, json);
        }
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
