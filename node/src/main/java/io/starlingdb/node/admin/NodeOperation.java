package io.starlingdb.node.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Work that operators begin on this node by {@code POST /v1/node/{name}}. An own class for each kind; the composition lists them. Called on
 * the loop; must not block.
 */
public interface NodeOperation {
    /** As it stands in the path. */
    String name();

    /** Whether the caller is told at once where to follow it (202) instead of waiting for its end (200). */
    default boolean isLong() {
        return true;
    }

    /**
     * Begins it.
     *
     * @param parameters the request's body, an object; empty where there was none
     * @param progress to be told how far it is, on the loop
     * @return completes at the end, on the loop, with what the answer shows as {@code result} (anything Jackson writes; null for nothing)
     * @throws io.starlingdb.client.StarlingException if it is refused: nothing was begun
     */
    CompletableFuture<? extends @Nullable Object> begin(JsonNode parameters, OperationProgress progress);
}
