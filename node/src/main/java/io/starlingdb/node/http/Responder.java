package io.starlingdb.node.http;

import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.CompletableFuture;

/** Answers requests, with an answer or with what went wrong. Loop only. */
final class Responder {
    private final JsonOutput json;

    Responder(JsonOutput json) {
        this.json = json;
    }

    JsonOutput json() {
        return json;
    }

    /** Answers when the future completes, whichever way. */
    @SuppressWarnings("FutureReturnValueIgnored") // both ways are dealt with inside
    void follow(RoutingContext context, CompletableFuture<Answer> answer) {
        answer.whenComplete((ready, failure) -> {
            if (failure != null) {
                fail(context, failure);
                return;
            }
            try {
                ready.send(context.response());
            } catch (RuntimeException e) {
                fail(context, e);
            }
        });
    }

    /** Answers with 200 and this JSON. */
    void answer(RoutingContext context, JsonOutput.Content content) {
        Answer.json(200, json.render(content)).send(context.response());
    }

    /** Answers with a problem. */
    void fail(RoutingContext context, Throwable failure) {
        Problem.answer(failure, json).send(context.response());
    }
}
