/**
 * The simulator kit: a world from one seed, in one thread, on virtual time.
 *
 * <p>A {@link io.starlingdb.sim.SimWorld} has a {@link io.starlingdb.sim.SimTime}, whose {@link io.starlingdb.sim.SimQueue} holds each
 * {@link io.starlingdb.sim.SimEvent} to come, and machines. A {@link io.starlingdb.sim.SimNode} has a {@link io.starlingdb.sim.SimClock}, a
 * {@link io.starlingdb.sim.SimDisk} (with {@link io.starlingdb.sim.SimLog}s and any {@link io.starlingdb.sim.SimDurable}), and for each life
 * of its process a {@link io.starlingdb.sim.SimScheduler}. The {@link io.starlingdb.sim.SimNetwork} carries frames to each node's
 * {@link io.starlingdb.sim.FrameReceiver}, as badly as its {@link io.starlingdb.sim.NetworkFaults} say.
 *
 * <p>A {@link io.starlingdb.sim.Nemesis} strikes ({@link io.starlingdb.sim.Strike}) as its {@link io.starlingdb.sim.NemesisOptions} say,
 * through the {@link io.starlingdb.sim.NemesisTarget} that the simulation provides. {@link io.starlingdb.sim.FaultCounts} says which
 * {@link io.starlingdb.sim.FaultKind} really took effect, and the {@link io.starlingdb.sim.EventLog} hashes all that happened.
 */
@NullMarked
package io.starlingdb.sim;

import org.jspecify.annotations.NullMarked;
