/**
 * Moving ranges between nodes (DESIGN 6.2).
 *
 * <p>{@link io.starlingdb.node.streaming.Streaming} stands on {@link io.starlingdb.node.streaming.Streams} and does this node's part of every
 * transition of the record. What a transition hands over, and when that is enough, is said by the pure
 * {@link io.starlingdb.node.ring.Handover}. A new owner has a {@code Fetcher}: a {@code RangeFetch} for each piece asks an owner's
 * {@code StreamService} for {@code StreamPage}s and joins them; {@code FetchProgress} survives a restart, a
 * {@link io.starlingdb.node.streaming.FetchReport} is gossiped. The {@code Driver} proposes the next phase when {@code Bystanders}, which is what
 * gossip knows, say that this one is known and done, and, where a node leaves, that it has {@link io.starlingdb.node.streaming.HandedOn} its hints. The {@code RangeCleaner} erases what was given away. A node that is no member has
 * {@link io.starlingdb.node.streaming.Newcoming} make it one. {@link io.starlingdb.node.streaming.StreamRules} is where the simulation plants
 * mistakes.
 */
@NullMarked
package io.starlingdb.node.streaming;

import org.jspecify.annotations.NullMarked;
