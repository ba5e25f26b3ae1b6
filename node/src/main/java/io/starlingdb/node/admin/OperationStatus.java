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
 * @param percent the same as a number from 0 to 100; 100 when it was done
 * @param bytes moved so far, where it moves rows between nodes
 * @param bytesTotal about how many there are to move
 * @param secondsLeft about how long it still takes at the pace so far
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
        @Nullable Integer percent,
        @Nullable Long bytes,
        @Nullable Long bytesTotal,
        @Nullable Long secondsLeft,
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
