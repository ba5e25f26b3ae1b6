package io.starlingdb.node.admin;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * The hints kept for one node.
 *
 * @param target its id
 * @param count how many rows
 * @param bytes how much they take
 * @param oldestMs how long ago the oldest was stored
 */
@JsonNaming(SnakeCaseStrategy.class)
public record HintQueue(String target, long count, long bytes, long oldestMs) {}
