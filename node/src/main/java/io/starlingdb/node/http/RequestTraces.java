package io.starlingdb.node.http;

import io.starlingdb.node.tracing.Trace;
import io.starlingdb.node.tracing.TraceParent;
import io.starlingdb.node.tracing.Tracer;
import io.starlingdb.wire.TraceLog;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Follows requests that ask for it, by {@code Starling-Trace: on} or by a {@code traceparent} (W3C) whose sampled flag is set. The answer's header
 * {@code Starling-Trace} names the session in {@code system_traces}; of a {@code traceparent} it is the trace's own id. Loop only.
 */
final class RequestTraces {
    private static final String HEADER = "Starling-Trace";
    private static final String PARENT = "traceparent";

    private final Tracer tracer;

    RequestTraces(Tracer tracer) {
        this.tracer = tracer;
    }

    /**
     * Does the work, followed if the request asks for it.
     *
     * @param what the request is about, for the session
     * @param work is given the log to hand on; null if nobody wants to know
     */
    CompletableFuture<Answer> follow(
            HttpServerRequest request, String what, Function<@Nullable TraceLog, CompletableFuture<Answer>> work) {
        Trace trace = begin(request);
        if (trace == null) {
            return work.apply(null);
        }
        request.response().putHeader(HEADER, trace.id().toString());
        trace.parameters().put("query", Tracer.cut(what));
        try {
            return work.apply(trace.log()).whenComplete((answer, failure) -> tracer.end(trace));
        } catch (RuntimeException e) {
            tracer.end(trace);
            throw e;
        }
    }

    private @Nullable Trace begin(HttpServerRequest request) {
        String asked = request.getHeader(HEADER);
        TraceParent parent = TraceParent.parse(request.getHeader(PARENT));
        boolean isSampled = parent != null && parent.isSampled();
        if (!isSampled && (asked == null || !isYes(asked))) {
            return null;
        }
        UUID id = parent == null ? null : parent.trace();
        String command = request.method().name();
        Trace trace = tracer.begin(client(request), command, "HTTP " + command, id);
        if (parent != null) {
            trace.parameters().put("parent", parent.parent());
        }
        trace.log().step(command + " " + Tracer.cut(request.path()));
        return trace;
    }

    private static boolean isYes(String asked) {
        return asked.equalsIgnoreCase("on") || asked.equalsIgnoreCase("true") || asked.equals("1");
    }

    private static InetAddress client(HttpServerRequest request) {
        try {
            return InetAddress.getByName(request.remoteAddress().hostAddress());
        } catch (UnknownHostException e) {
            return InetAddress.getLoopbackAddress();
        }
    }
}
