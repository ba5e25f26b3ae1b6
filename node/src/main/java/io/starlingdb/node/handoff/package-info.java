/**
 * Hinted handoff in a node: the state machines of module {@code hints}, on a thread of their own, between coordinator, replicas and gossip.
 *
 * <p>{@link io.starlingdb.node.handoff.Handoff} is the loop's side: it is the coordinator's {@link io.starlingdb.node.coordinator.HintKeeper},
 * collects what is to be kept, and hears of liveness and of the cluster record. {@code HintWorker} is the hint thread's side and owns the {@link
 * io.starlingdb.hints.Hints}, whose rows {@code RowJoiner} joins and whose placement {@code HintPlaces} knows. {@code HintCourier} carries batches
 * to replicas. {@link io.starlingdb.node.handoff.HintDisk} is where the store comes from.
 */
@NullMarked
package io.starlingdb.node.handoff;

import org.jspecify.annotations.NullMarked;
