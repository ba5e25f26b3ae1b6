package io.starlingdb.node.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.starlingdb.node.admin.ClusterAdmin;
import io.starlingdb.node.admin.NodeAdmin;
import io.starlingdb.node.admin.OperationStatus;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The operators' resources: the cluster, this node, the operations on it. */
final class AdminRoutes {
    private static final int BEGUN = 202;
    private static final int FAILED = 500;
    private static final int BODY_TOLD_MAX = 500;

    private final ClusterAdmin cluster;
    private final NodeAdmin node;
    private final BodyReader bodies;
    private final OperationAudit audit;
    private final Responder responder;
    private final ObjectMapper mapper = new ObjectMapper();

    AdminRoutes(ClusterAdmin cluster, NodeAdmin node, BodyReader bodies, OperationAudit audit, Responder responder) {
        this.cluster = cluster;
        this.node = node;
        this.bodies = bodies;
        this.audit = audit;
        this.responder = responder;
    }

    void add(Router router) {
        router.get("/v1/cluster").handler(context -> viewed(context, cluster.cluster()));
        router.get("/v1/cluster/ring")
                .handler(context ->
                        viewed(context, cluster.ring(context.queryParams().get("keyspace"))));
        router.get("/v1/cluster/safe-to-stop").handler(context -> {
            String nodes = context.queryParams().get("nodes");
            answer(context, cluster.safeToStop(nodes == null ? "" : nodes));
        });
        router.post("/v1/init")
                .handler(withBody((context, body) -> responder.follow(
                        context,
                        audited(
                                context,
                                body,
                                () -> cluster.init(InitRequest.isSingle(body))
                                        .thenApply(founded -> answer(200, founded))))));
        router.get("/v1/node").handler(context -> answer(context, node.report()));
        router.get("/v1/node/:operation")
                .handler(context -> responder.follow(
                        context,
                        node.view(context.pathParam("operation"), query(context))
                                .thenApply(shown -> answer(200, shown))));
        router.post("/v1/node/:operation")
                .handler(withBody((context, body) -> responder.follow(
                        context,
                        audited(
                                context,
                                body,
                                () -> node.operate(
                                                context.pathParam("operation"),
                                                RequestJson.tree(mapper, body.getBytes()))
                                        .thenApply(this::operation)))));
        router.get("/v1/operations").handler(context -> answer(context, node.operations()));
        router.get("/v1/operations/:operation")
                .handler(context -> answer(context, node.operation(context.pathParam("operation"))));
    }

    /** With {@code ?all_views=true} every node's opinion is added. */
    private void viewed(RoutingContext context, Object own) {
        if (!"true".equals(context.queryParams().get("all_views"))) {
            answer(context, own);
            return;
        }
        responder.follow(context, cluster.allViews().thenApply(views -> {
            ObjectNode all = mapper.valueToTree(own);
            all.set("all_views", mapper.valueToTree(views));
            return answer(200, all);
        }));
    }

    private static Map<String, String> query(RoutingContext context) {
        Map<String, String> query = new TreeMap<>();
        context.queryParams().forEach(query::put);
        return query;
    }

    /** Does it, and tells who wanted it. */
    private CompletableFuture<Answer> audited(
            RoutingContext context, Buffer body, Supplier<CompletableFuture<Answer>> work) {
        String actor = AccessGate.actor(context);
        String what = context.request().path() + " " + body.getString(0, Math.min(body.length(), BODY_TOLD_MAX));
        try {
            return work.get().whenComplete((answer, failure) -> audit.told(actor, what, failure));
        } catch (RuntimeException e) {
            audit.told(actor, what, e);
            throw e;
        }
    }

    private interface BodyHandler {
        void handle(RoutingContext context, Buffer body);
    }

    private Handler<RoutingContext> withBody(BodyHandler handler) {
        return context -> bodies.read(context, body -> handler.handle(context, body));
    }

    private Answer operation(OperationStatus status) {
        return switch (status.state()) {
            case RUNNING -> answer(BEGUN, status);
            case DONE -> answer(200, status);
            case FAILED -> answer(FAILED, status);
        };
    }

    private void answer(RoutingContext context, Object value) {
        answer(200, value).send(context.response());
    }

    private Answer answer(int status, Object value) {
        return Answer.json(status, responder.json().render(out -> mapper.writeValue(out, value)));
    }
}
