/**
 * Writes kept for replicas that were away, and their paced delivery.
 *
 * <p>{@link io.starlingdb.hints.Hints} is all of it to the node around: it takes the hint of a {@link io.starlingdb.hints.HintKey}, joins it
 * with what it has through a {@link io.starlingdb.hints.Joiner}, keeps it within {@link io.starlingdb.hints.HintLimits} in a {@link
 * io.starlingdb.hints.HintStore}, and has its {@code Delivery} give it to a {@link io.starlingdb.hints.HintSender} when the target is there, at a
 * {@link io.starlingdb.hints.DeliveryPace}. {@code Target} is what is known of one target without asking the store, {@code Pass} and {@code
 * PassSchedule} look through the store for what is not. What is dropped is told to a {@link io.starlingdb.hints.HintListener}, what is there and
 * what became of the rest by {@link io.starlingdb.hints.TargetReport}.
 *
 * <p>{@link io.starlingdb.hints.ChronicleHintStore} is the store of production, {@link io.starlingdb.hints.MemoryHintStore} that of the simulator;
 * both hold the form of {@link io.starlingdb.hints.HintCodec}. {@link io.starlingdb.hints.HintRules} is where the simulation plants mistakes.
 */
@NullMarked
package io.starlingdb.hints;

import org.jspecify.annotations.NullMarked;
