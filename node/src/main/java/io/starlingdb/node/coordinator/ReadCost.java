package io.starlingdb.node.coordinator;

/**
 * What was read for an answer.
 *
 * @param deadEntries deleted or expired rows and range deletions that came with what there is to be seen. Replicas keep those outside of a single
 *     partition to themselves as long as they agree, so of a scan not all are counted
 * @param rowBytes about what the answer's rows take as they are stored
 */
public record ReadCost(int deadEntries, long rowBytes) {
    public static final ReadCost NONE = new ReadCost(0, 0);
}
