package io.starlingdb.node.http;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Collects a request's body up to a limit. Whatever the content type says the body is taken as it is: curl's default claims a
 * form, and it is JSON all the same.
 */
final class BodyReader {
    private static final long LINGER_MILLIS = 1_000;

    private final int bytesMax;

    BodyReader(int bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** Calls {@code then} with the whole body, maybe empty; or fails the request with TOO_LARGE. */
    void read(RoutingContext context, Consumer<Buffer> then) {
        HttpServerRequest request = context.request();
        if (declaredLength(request) > bytesMax) {
            refuse(context);
        } else {
            Collector collector = new Collector(context, then);
            request.handler(collector::add);
            request.exceptionHandler(collector::broken);
            request.endHandler(ignored -> collector.end());
        }
    }

    private static long declaredLength(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return 0; // the HTTP decoder decides about those
        }
    }

    /**
     * Answers at once, and closes the connection a moment later: were it closed under a client that is still sending, the
     * client's system would throw the answer away.
     */
    private void refuse(RoutingContext context) {
        HttpServerRequest request = context.request();
        request.handler(discarded -> {});
        request.endHandler(ignored -> {});
        request.exceptionHandler(ignored -> {});
        context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        context.fail(new StarlingException(
                ErrorCode.TOO_LARGE,
                "The body is larger than the " + bytesMax + " bytes that this node takes",
                Map.of("limit_bytes", bytesMax)));
        context.vertx().setTimer(LINGER_MILLIS, late -> request.connection().close());
    }

    private final class Collector {
        private final RoutingContext context;
        private final Consumer<Buffer> then;
        private @Nullable Buffer body;
        private boolean over;

        Collector(RoutingContext context, Consumer<Buffer> then) {
            this.context = context;
            this.then = then;
        }

        void add(Buffer part) {
            if (over) {
                return;
            }
            Buffer before = body;
            if ((before == null ? 0 : before.length()) + part.length() > bytesMax) {
                over = true;
                body = null;
                refuse(context);
                return;
            }
            body = before == null ? part : before.appendBuffer(part);
        }

        void end() {
            if (!over) {
                over = true;
                try {
                    then.accept(body == null ? Buffer.buffer(0) : body);
                } catch (RuntimeException e) {
                    context.fail(e);
                }
            }
        }

        /** The connection broke: nobody is there to be answered. */
        void broken(Throwable cause) {
            if (!over) {
                over = true;
                context.fail(StarlingException.badRequest("The body ended early"));
            }
        }
    }
}
