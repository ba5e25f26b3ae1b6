package io.starlingdb.node.admin;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** What operators see of this node by {@code GET /v1/node/{name}}. An own class for each kind; the composition lists them. Called on the loop; must not block. */
public interface NodeView {
    /** As it stands in the path. */
    String name();

    /**
     * @param query the query's parameters
     * @return completes on the loop with anything Jackson writes
     * @throws io.starlingdb.client.StarlingException if it is refused
     */
    CompletableFuture<?> show(Map<String, String> query);
}
