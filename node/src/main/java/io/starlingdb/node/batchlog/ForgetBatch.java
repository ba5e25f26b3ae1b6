package io.starlingdb.node.batchlog;

import io.starlingdb.node.coordinator.LoggedBatch.BatchId;
import io.starlingdb.wire.Message;

/** Tells a node that a batch is written. Not answered: if it is lost, the batch is written once more. */
record ForgetBatch(BatchId id) implements Message {}
