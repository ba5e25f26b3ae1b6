/**
 * Incremental Merkle trees and the exchange that finds what two replicas hold differently. Sans-IO.
 *
 * <p>{@link io.starlingdb.antientropy.MerkleTree} is kept up to date by every change: an {@link io.starlingdb.antientropy.EntrySum} is taken out of its
 * leaf ({@code LeafSums}; {@code DueSums} for what is purged later) and the new one added; large leaves have {@code Blocks}, which begin where {@code
 * KeyHash} says and are cut by {@code BlockCut}. What was not counted, or grew, is counted on snapshots, with a {@code Journal} of what changes
 * meanwhile. {@link io.starlingdb.antientropy.Checkpoint} keeps trees over a clean stop.
 *
 * <p>{@link io.starlingdb.antientropy.Schedule} says which {@link io.starlingdb.antientropy.Scope} to exchange with whom; {@link
 * io.starlingdb.antientropy.Exchange} is the asking side, {@link io.starlingdb.antientropy.Comparison} the answering one; both see {@link
 * io.starlingdb.antientropy.Sums}, by {@link io.starlingdb.antientropy.Place} and {@link io.starlingdb.antientropy.Level}. What they find is a {@link
 * io.starlingdb.antientropy.KeyDiff}. {@link io.starlingdb.antientropy.SyncCodecs} has the messages.
 */
@NullMarked
package io.starlingdb.antientropy;

import org.jspecify.annotations.NullMarked;
