/**
 * Logged batches of other coordinators, kept until they are written.
 *
 * <p>{@link io.starlingdb.node.batchlog.ReplicatedBatchLog} has other nodes keep this one's batches ({@link io.starlingdb.node.coordinator.BatchLog}),
 * keeps theirs on its {@code BatchShelf}, in the node's storage beside its rows, and writes those that their coordinator has not finished in time. {@code
 * BatchCodec} is their stored form, {@code BatchLogMessages} are what nodes say.
 */
@NullMarked
package io.starlingdb.node.batchlog;

import org.jspecify.annotations.NullMarked;
