package io.starlingdb.node.http;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.node.admin.NodeAdmin;
import io.starlingdb.node.admin.NodeState;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * The HTTP/JSON server of a node (INTERFACES 2). It is started, runs and is closed on the loop; nothing in it blocks, and
 * whatever it holds is bounded by {@link HttpOptions}.
 */
public final class HttpEdge {
    /** Keys stand in the path, percent-encoded: a key of 20,000 odd bytes still fits. Longer ones go through CQL. */
    private static final int REQUEST_LINE_BYTES_MAX = 64 << 10;
    /** Contexts stand in headers. */
    private static final int HEADER_BYTES_MAX = 64 << 10;

    /** Requests were waited for when the node drained; this is for answers on their way. */
    private static final long CLOSE_MILLIS = 300;

    private final HttpServer server;

    private HttpEdge(HttpServer server) {
        this.server = server;
    }

    /**
     * Starts to serve. To be called on the loop.
     *
     * @param port 0 for any that is free
     * @return completes on the loop when the server listens; fails if the address cannot be bound
     */
    public static CompletionStage<HttpEdge> listen(
            Vertx vertx, String host, int port, HttpParts parts, HttpOptions options) {
        HttpServerOptions http = new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setIdleTimeout(options.idleSeconds())
                .setMaxInitialLineLength(REQUEST_LINE_BYTES_MAX)
                .setMaxHeaderSize(HEADER_BYTES_MAX)
                .setHandle100ContinueAutomatically(true)
                .setHttp2ClearTextEnabled(false);
        Responder responder = new Responder(new JsonOutput());
        return vertx.createHttpServer(http)
                .requestHandler(leaving(parts.node(), new Routes(parts, options).router(vertx)))
                .invalidRequestHandler(request -> refuse(request, responder))
                .connectionHandler(new ConnectionLimit(options.connectionsMax())::opened)
                .listen()
                .map(HttpEdge::new)
                .toCompletionStage();
    }

    /** The port it listens on. */
    public int port() {
        return server.actualPort();
    }

    /**
     * Takes no more connections and closes those that there are, a moment later where an answer is on its way. Completes on the loop.
     */
    public CompletionStage<Void> close() {
        return server.shutdown(CLOSE_MILLIS, TimeUnit.MILLISECONDS).toCompletionStage();
    }

    /** While the node drains every answer asks the client to use another connection, and so another node. */
    private static Handler<HttpServerRequest> leaving(NodeAdmin node, Handler<HttpServerRequest> routes) {
        return request -> {
            if (node.state() == NodeState.DRAINING) {
                request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            }
            routes.handle(request);
        };
    }

    /** What the HTTP decoder could not read. */
    private static void refuse(HttpServerRequest request, Responder responder) {
        Throwable cause = request.decoderResult().cause();
        boolean tooLong = cause instanceof io.netty.handler.codec.TooLongFrameException;
        String reason = cause == null ? "" : ": " + cause.getMessage();
        StarlingException error = tooLong
                ? new StarlingException(ErrorCode.TOO_LARGE, "The request line or a header is too long" + reason)
                : StarlingException.badRequest("This is no HTTP request" + reason);
        Problem.answer(error, responder.json()).send(request.response());
        request.connection().close();
    }
}
