package io.starlingdb.node.admin;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * The hints for one node.
 *
 * @param target its id
 * @param count how many rows are kept
 * @param bytes how much they take
 * @param oldestMs how long ago the oldest of them was stored; 0 if there is none
 * @param delivered how many it has acknowledged since this node's start
 * @param dropped how many found no room since then; exchanges bring what they held
 */
@JsonNaming(SnakeCaseStrategy.class)
public record HintQueue(String target, long count, long bytes, long oldestMs, long delivered, long dropped) {}
