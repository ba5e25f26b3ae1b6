package io.starlingdb.node.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

/**
 * One operation on this node: {@code GET /v1/operations/{id}}.
 *
 * @param id names it on this node until the process ends
 * @param operation {@code drain}, {@code flush}, …
 * @param elapsedMs how long it ran, or has been running
 * @param done how much of it is done, in {@code unit}; absent where it did not say
 * @param total how much there is; absent while that is not known
 * @param doing what it does now, or did last
 * @param error why it failed, a sentence
 * @param result what it ended with, by the kind of operation
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OperationStatus(
        String id,
        String operation,
        State state,
        long elapsedMs,
        @Nullable Long done,
        @Nullable Long total,
        @Nullable String unit,
        @Nullable String doing,
        @Nullable String error,
        @Nullable Object result) {

    /** How far an operation is. */
    public enum State {
        RUNNING,
        DONE,
        FAILED
    }
}
