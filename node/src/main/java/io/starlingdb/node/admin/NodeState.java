package io.starlingdb.node.admin;

/** What this node is doing, as a whole: what health checks and {@code starling info} show. */
public enum NodeState {
    /** It belongs to no cluster yet: it waits to be founded into one, or to find the one its seeds know. */
    WAITING,
    /** It takes client requests. */
    SERVING,
    /** It takes client requests; its own copies count again when it has exchanged with its co-replicas (DESIGN 6.2). */
    RECOVERING,
    /** It takes no more client requests and is about to stop. */
    DRAINING;

    /** Whether clients should send it requests: {@code GET /health/ready}. */
    public boolean acceptsClients() {
        return this == SERVING || this == RECOVERING;
    }
}
