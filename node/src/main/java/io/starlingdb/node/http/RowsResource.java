package io.starlingdb.node.http;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.node.coordinator.SchemaAccess;
import io.starlingdb.wire.TraceLog;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/keyspaces/{keyspace}/tables/{table}/rows/{key}/…}. It stands in front of the other routes and looks at the raw
 * path itself, because a router's normalized path has lost empty keys and dots. Loop only.
 */
final class RowsResource implements Handler<RoutingContext> {
    private static final String METHODS = "GET, PUT, PATCH, DELETE";

    private final SchemaAccess schema;
    private final RowReads reads;
    private final RowWrites writes;
    private final BodyReader bodies;
    private final ClientGate gate;
    private final Admission admission;
    private final RequestTraces traces;
    private final Responder responder;

    RowsResource(
            SchemaAccess schema,
            RowReads reads,
            RowWrites writes,
            BodyReader bodies,
            ClientGate gate,
            Admission admission,
            RequestTraces traces,
            Responder responder) {
        this.schema = schema;
        this.reads = reads;
        this.writes = writes;
        this.bodies = bodies;
        this.gate = gate;
        this.admission = admission;
        this.traces = traces;
        this.responder = responder;
    }

    @Override
    public void handle(RoutingContext context) {
        RowPath path = parse(context);
        if (path == null) {
            context.next();
            return;
        }
        gate.pass(context);
        admission.admit(context);
        admission.admitData(context);
        HttpMethod method = context.request().method();
        if (method.equals(HttpMethod.GET)) {
            responder.follow(context, traced(context, log -> reads.get(context.request(), target(path), log)));
        } else if (method.equals(HttpMethod.PUT)
                || method.equals(HttpMethod.PATCH)
                || method.equals(HttpMethod.DELETE)) {
            // the body first: its end must be waited for, whatever the path turns out to name
            bodies.read(
                    context,
                    body -> responder.follow(
                            context, traced(context, log -> writes.write(context.request(), target(path), body, log))));
        } else {
            context.response().putHeader(HttpHeaders.ALLOW, METHODS);
            throw new StarlingException(
                    ErrorCode.METHOD_NOT_ALLOWED, "Rows know " + METHODS + ", not " + method.name());
        }
    }

    private CompletableFuture<Answer> traced(
            RoutingContext context, Function<@Nullable TraceLog, CompletableFuture<Answer>> work) {
        return traces.follow(context.request(), String.valueOf(context.request().uri()), work);
    }

    private static @Nullable RowPath parse(RoutingContext context) {
        String path = context.request().path();
        return path == null ? null : RowPath.parse(path);
    }

    private RowTarget target(RowPath path) {
        return RowTarget.of(schema.current(), path);
    }
}
