package io.starlingdb.node.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.TimeSource;
import io.starlingdb.node.admin.AdminFixture;
import io.starlingdb.node.admin.LocalNode;
import io.starlingdb.node.admin.NodeState;
import io.starlingdb.node.admission.LoadLimit;
import io.starlingdb.node.cql.CqlEngine;
import io.starlingdb.node.cql.run.VirtualTables;
import io.starlingdb.node.cql.system.FinishedTrace;
import io.starlingdb.node.metrics.Exposition;
import io.starlingdb.node.metrics.Meters;
import io.starlingdb.node.net.NodeLoop;
import io.starlingdb.node.security.Authenticator;
import io.starlingdb.node.tracing.Tracer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A real HTTP edge on a free loopback port, over one replica in memory; and a client for it. */
final class HttpFixture implements AutoCloseable {
    private static final byte[] SECRET = "a secret".getBytes(StandardCharsets.UTF_8);
    private static final long NOW_MICROS = 1_000_000_000_000_000L;
    private static final int SECONDS_MAX = 20;

    final MemorySchema schema = new MemorySchema();
    final MemoryData data = new MemoryData(schema::current);
    final Time time = new Time();
    final Node node = new Node();

    /** On the loop. */
    final List<FinishedTrace> traces = new ArrayList<>();

    /** On the loop. */
    final List<String> audited = new ArrayList<>();

    private final NodeLoop loop = NodeLoop.start(failure -> {
        throw new AssertionError(failure);
    });
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpParts parts;
    private final HttpEdge edge;

    HttpFixture() {
        this(HttpOptions.DEFAULT);
    }

    HttpFixture(HttpOptions options) {
        this(options, Authenticator.OPEN);
    }

    HttpFixture(HttpOptions options, Authenticator authenticator) {
        AdminFixture admin = new AdminFixture();
        parts = new HttpParts(
                data,
                schema,
                new CqlEngine(data, schema, VirtualTables.NONE, time, new Random(1), () -> SECRET, 100),
                admin.cluster(time),
                admin.node(node, time),
                new Exposition(new Meters()),
                () -> SECRET,
                authenticator,
                (actor, what, failure) -> audited.add(actor + " " + what),
                new LoadLimit(1_000, 1_000, 0),
                new Tracer(
                        time,
                        new Random(3),
                        new InetSocketAddress("127.0.0.1", 9042),
                        new Endpoint("127.0.0.1", 7000),
                        traces::add),
                time,
                new Random(2));
        CompletableFuture<HttpEdge> listening = new CompletableFuture<>();
        loop.execute(() -> HttpEdge.listen(loop.vertx(), "127.0.0.1", 0, parts, options)
                .whenComplete((started, failure) -> {
                    if (failure == null) {
                        listening.complete(started);
                    } else {
                        listening.completeExceptionally(failure);
                    }
                }));
        edge = await(listening);
    }

    int port() {
        return edge.port();
    }

    /** Runs CQL's schema statements straight on the engine's side: through HTTP. */
    void cql(String statement) {
        Reply reply = send(
                "POST",
                "/v1/cql",
                new ObjectMapper()
                        .createObjectNode()
                        .put("statement", statement)
                        .toString());
        if (reply.status() != 200) {
            throw new AssertionError(reply.body());
        }
    }

    /** The routes behind the rows: method and path template. */
    List<String> routes() {
        return onLoop(() -> new Routes(parts, HttpOptions.DEFAULT)
                .router(loop.vertx()).getRoutes().stream()
                        .filter(route -> route.methods() != null && route.getPath() != null)
                        .flatMap(route -> route.methods().stream()
                                .map(method -> method.name().toLowerCase(Locale.ROOT) + " "
                                        + route.getPath().replaceAll(":(\\w+)", "{$1}")))
                        .toList());
    }

    /** On the loop, where the fakes live. */
    <T> T onLoop(Callable<T> task) {
        CompletableFuture<T> done = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                done.complete(task.call());
            } catch (Throwable e) {
                done.completeExceptionally(e);
            }
        });
        return await(done);
    }

    Reply get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    /** A request; headers are names and values by turns. */
    Reply send(String method, String path, String body, String... headers) {
        return await(sendAsync(method, path, body, headers));
    }

    CompletableFuture<Reply> sendAsync(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                .thenApply(Reply::new);
    }

    @Override
    public void close() {
        loop.close();
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /** What came back. */
    record Reply(HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        String body() {
            return response.body();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }

        JsonNode json() {
            try {
                return new ObjectMapper().readTree(response.body());
            } catch (IOException e) {
                throw new AssertionError(response.body(), e);
            }
        }

        /** The problem's code. */
        String code() {
            return json().path("code").asText();
        }
    }

    /** Stands still until it is moved. */
    static final class Time implements TimeSource {
        volatile long nanos;

        @Override
        public long nanoTime() {
            return nanos;
        }

        @Override
        public long wallMicros() {
            return NOW_MICROS + nanos / 1_000;
        }
    }

    /** A node that does what it is told. */
    static final class Node implements LocalNode {
        volatile NodeState state = NodeState.SERVING;

        @Override
        public NodeState state() {
            return state;
        }

        @Override
        public CompletableFuture<Void> drain() {
            state = NodeState.DRAINING;
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<Void> flush() {
            return CompletableFuture.failedFuture(new IllegalStateException("no disk"));
        }
    }
}
