package io.starlingdb.node.http;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.node.metrics.Exposition;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Which resource answers which path. Everything runs on the loop that made it. */
final class Routes {
    private static final int NOT_READY = 503;

    private final HttpParts parts;
    private final Responder responder = new Responder(new JsonOutput());
    private final BodyReader bodies;
    private final ClientGate gate;
    private final Admission admission;
    private final RowsResource rows;
    private final CqlResource cql;
    private final KeyspacesResource keyspaces;
    private final OpenApi openApi = new OpenApi();

    Routes(HttpParts parts, HttpOptions options) {
        this.parts = parts;
        this.bodies = new BodyReader(options.bodyBytesMax());
        this.admission = new Admission(options.inFlightMax(), parts.limit());
        this.gate = new ClientGate(parts.node());
        JsonOutput json = responder.json();
        RequestLevels levels = new RequestLevels(options.consistency(), options.timeoutNanos());
        CausalContexts contexts = new CausalContexts(parts.contextSecret());
        IdempotentWrites idempotent = new IdempotentWrites(parts.time(), options.idempotencyKeysMax());
        RequestTraces traces = new RequestTraces(parts.tracer());
        this.rows = new RowsResource(
                parts.schema(),
                new RowReads(parts.data(), levels, contexts, json, parts.time()),
                new RowWrites(parts.data(), levels, contexts, idempotent, parts.random()),
                bodies,
                gate,
                admission,
                traces,
                responder);
        this.cql = new CqlResource(parts.cql(), options, idempotent, traces, json);
        this.keyspaces = new KeyspacesResource(parts.schema());
    }

    Router router(Vertx vertx) {
        Router router = Router.router(vertx);
        router.route().handler(new AccessGate(parts.authenticator())).failureHandler(this::failed);
        router.route().handler(rows).failureHandler(this::failed);
        health(router);
        router.route("/v1/*").handler(admission);
        router.post("/v1/cql").handler(context -> {
            gate.pass(context);
            admission.admitData(context);
            bodies.read(context, body -> responder.follow(context, cql.execute(context, body)));
        });
        schema(router);
        new AdminRoutes(parts.cluster(), parts.node(), bodies, parts.audit(), responder).add(router);
        router.errorHandler(404, context -> responder.fail(context, noResource(context)));
        router.errorHandler(405, context -> responder.fail(context, wrongMethod(context)));
        return router;
    }

    /** What watches the node is answered however busy it is. */
    private void health(Router router) {
        router.get("/health/live").handler(context -> health(context, true, "live"));
        router.get("/health/ready").handler(context -> {
            boolean ready = parts.node().state().acceptsClients();
            health(context, ready, ready ? "ready" : parts.node().state().name());
        });
        router.get("/metrics")
                .handler(context -> new Answer(
                                200,
                                Exposition.CONTENT_TYPE,
                                Buffer.buffer(parts.metrics().text()),
                                null,
                                null)
                        .send(context.response()));
        router.get("/openapi.json")
                .handler(context -> Answer.json(200, openApi.text()).send(context.response()));
    }

    private void health(RoutingContext context, boolean good, String status) {
        Buffer body = responder.json().render(out -> {
            out.writeStartObject();
            out.writeStringField("status", status);
            out.writeEndObject();
        });
        Answer.json(good ? 200 : NOT_READY, body).send(context.response());
    }

    private void schema(Router router) {
        router.get("/v1/keyspaces").handler(context -> responder.answer(context, keyspaces.keyspaces()));
        router.get("/v1/keyspaces/:keyspace")
                .handler(context -> responder.answer(context, keyspaces.keyspace(context.pathParam("keyspace"))));
        router.get("/v1/keyspaces/:keyspace/tables")
                .handler(context -> responder.answer(context, keyspaces.tables(context.pathParam("keyspace"))));
        router.get("/v1/keyspaces/:keyspace/tables/:table")
                .handler(context -> responder.answer(
                        context, keyspaces.table(context.pathParam("keyspace"), context.pathParam("table"))));
    }

    private void failed(RoutingContext context) {
        Throwable failure = context.failure();
        boolean clientsFault = context.statusCode() >= 400 && context.statusCode() < 500;
        boolean named = failure instanceof StarlingException;
        responder.fail(context, failure == null || (clientsFault && !named) ? byStatus(context) : failure);
    }

    private static StarlingException byStatus(RoutingContext context) {
        return switch (context.statusCode()) {
            case 404 -> noResource(context);
            case 405 -> wrongMethod(context);
            case 413 -> new StarlingException(ErrorCode.TOO_LARGE, "The request is too large");
            case 500 -> new StarlingException(ErrorCode.SERVER_ERROR, "The node failed; its log says how");
            default -> StarlingException.badRequest("The request is malformed");
        };
    }

    private static StarlingException noResource(RoutingContext context) {
        return StarlingException.notFound(
                "There is no resource at " + context.request().path());
    }

    private static StarlingException wrongMethod(RoutingContext context) {
        return new StarlingException(
                ErrorCode.METHOD_NOT_ALLOWED,
                context.request().path() + " does not know "
                        + context.request().method().name());
    }
}
