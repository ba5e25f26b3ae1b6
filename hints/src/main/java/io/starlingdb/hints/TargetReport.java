package io.starlingdb.hints;

import io.starlingdb.kernel.NodeId;

/**
 * What is kept for one target, and what became of what was. Always: stored = delivered + superseded + expired + dropped + count.
 *
 * @param target whose hints
 * @param count hints kept
 * @param bytes their bytes
 * @param oldestMillis about when the oldest was stored, wall clock; 0 if there is none
 * @param stored hints that were to be kept since the start, those found at the start among them
 * @param delivered hints that the target, or another holder, has acknowledged
 * @param superseded hints joined into one that was kept already, or no longer needed because their table or their place is gone
 * @param expired hints that grew older than the window
 * @param dropped hints that found no room or were damaged
 */
public record TargetReport(
        NodeId target,
        long count,
        long bytes,
        long oldestMillis,
        long stored,
        long delivered,
        long superseded,
        long expired,
        long dropped) {}
