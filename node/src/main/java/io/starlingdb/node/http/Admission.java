package io.starlingdb.node.http;

import io.starlingdb.client.StarlingException;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/**
 * Lets so many requests be under way at once and refuses the rest at once, before anything is read or allocated for them.
 * Loop only.
 */
final class Admission implements Handler<RoutingContext> {
    private final int inFlightMax;
    private int inFlight;

    Admission(int inFlightMax) {
        this.inFlightMax = inFlightMax;
    }

    /** In front of other handlers of a route. */
    @Override
    public void handle(RoutingContext context) {
        admit(context);
        context.next();
    }

    /** Counts the request until it is answered or its connection is gone; fails with OVERLOADED at the bound. */
    void admit(RoutingContext context) {
        if (inFlight >= inFlightMax) {
            throw StarlingException.overloaded(
                    "This node has " + inFlight + " HTTP requests under way, which is as many as it takes");
        }
        inFlight++;
        context.addEndHandler(ended -> inFlight--);
    }

    int inFlight() {
        return inFlight;
    }
}
