package io.starlingdb.node.ring;

import io.starlingdb.kernel.NodeId;

/**
 * Names one change of the cluster record, so that whoever asked for it recognises it when it was chosen without their
 * knowing.
 *
 * @param origin the node where it was asked for
 * @param life that node's process life, never used twice
 * @param number counts the changes of that life
 */
public record ChangeId(NodeId origin, long life, long number) {}
