package io.starlingdb.node.batchlog;

import io.starlingdb.node.coordinator.LoggedBatch;
import io.starlingdb.wire.Message;

/**
 * Asks a node to keep a batch, and to write it if its coordinator does not. Answered with {@link io.starlingdb.node.replica.Done} when it is as durable as
 * a write, or with {@link io.starlingdb.node.replica.Refused}.
 */
record StoreBatch(LoggedBatch batch) implements Message {}
