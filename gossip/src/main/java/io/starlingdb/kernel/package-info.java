/**
 * The small words and seams that every module shares; JDK only.
 *
 * <p>Values: a {@link io.starlingdb.kernel.NodeId} says which node, an {@link io.starlingdb.kernel.Endpoint} where it is reached. A
 * token is a plain {@code long}; {@link io.starlingdb.kernel.TokenRange} is a slice {@code (start, end]} of the ring and
 * {@link io.starlingdb.kernel.Tokens} the grid on which ranges begin and end.
 *
 * <p>Seams, bound to the machine in production and to virtual time in the simulator: {@link io.starlingdb.kernel.TimeSource} tells time,
 * {@link io.starlingdb.kernel.Scheduler} runs tasks on the owner's one loop thread (and hands back a
 * {@link io.starlingdb.kernel.Cancellable}), {@link io.starlingdb.kernel.Transport} sends frames on a {@link io.starlingdb.kernel.Lane},
 * {@link io.starlingdb.kernel.SavedState} keeps small named blobs across crashes.
 *
 * <p>{@link io.starlingdb.kernel.HybridClock} issues stamps from a time source, durably ahead of use through a saved state;
 * {@link io.starlingdb.kernel.StampReserveExhausted} is its answer while no reserve is left.
 */
@NullMarked
package io.starlingdb.kernel;

import org.jspecify.annotations.NullMarked;
