package io.starlingdb.node.http;

import io.starlingdb.client.StarlingException;
import io.starlingdb.node.admission.LoadLimit;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/**
 * Lets so many requests be under way at once and refuses the rest at once, before anything is read or allocated for them: a fixed number
 * of all kinds, and of those for data as many as the node's {@link LoadLimit} says. Loop only.
 */
final class Admission implements Handler<RoutingContext> {
    private final int inFlightMax;
    private final LoadLimit limit;
    private int inFlight;

    Admission(int inFlightMax, LoadLimit limit) {
        this.inFlightMax = inFlightMax;
        this.limit = limit;
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

    /** The same for a request for data. Each counts as a client of its own: HTTP/1.1 has one request of a connection under way. */
    void admitData(RoutingContext context) {
        if (!limit.admits(0)) {
            throw StarlingException.overloaded("Overloaded: this node has " + limit.underWay()
                    + " requests under way, and more would only wait for each other");
        }
        limit.begin(0);
        context.addEndHandler(ended -> limit.end(0));
    }
}
