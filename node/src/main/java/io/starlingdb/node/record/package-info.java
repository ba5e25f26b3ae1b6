/**
 * The agreement on the cluster record: epoch {@code n + 1} is chosen by Paxos among the voters that epoch {@code n} names.
 *
 * <p>In the order a change flows: {@link io.starlingdb.node.record.RecordAgreement} is what others see, and
 * {@link io.starlingdb.node.record.PaxosRecordAgreement} puts the parts together on the
 * {@link io.starlingdb.node.record.RecordSeams}. A {@link io.starlingdb.node.record.RecordChange} is a pure function; the
 * {@code ChangeQueue} applies it to the {@code NewestRecord} and runs a {@code RecordAttempt}, which asks the voters by
 * {@code RecordMessage}s. The {@code RecordVoter} of each saves its vote in the
 * {@link io.starlingdb.node.record.RecordStore} before it answers; {@code Franchise} says who has a vote. What was chosen goes to all members by
 * {@code RecordSpread}, and {@code RecordWitnesses} wait until all know it; {@link io.starlingdb.node.record.RecordGossip} states epochs as facts, and the {@code RecordFetcher} of
 * a node that is behind gets what it missed.
 *
 * <p>A cluster is founded by a {@code FounderCensus} and a {@code RecordFounding} that every founder must accept.
 * {@code SelfUpkeep} has a node's own entry changed when it moved or lost its memory. {@code RecordRecovery} lets a cluster go on whose majority of
 * voters is gone for good.
 *
 * <p>All of it runs on the node's loop, but for the disk.
 */
@NullMarked
package io.starlingdb.node.record;

import org.jspecify.annotations.NullMarked;
