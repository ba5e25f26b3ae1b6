/**
 * Whole clusters on virtual time, in one thread, from one seed. {@code Simulation} is one run: {@code SimCluster} holds the nodes,
 * {@code Client}s work on {@code Scenario}s while a nemesis brings faults; then all is healed, read and compared.
 *
 * <p>{@code RegisterScenario} checks a {@code last_write_wins} table cell by cell ({@code Register}, {@code Floors}), {@code SiblingScenario} a
 * {@code siblings} table against what each writer had seen ({@code SiblingRow}), {@code AdditionScenario} sets and counters
 * ({@code Additions}), {@code SchemaScenario} racing definitions. {@code Violations} and {@code Tally} collect, {@code PlantedBug} names the
 * mistakes that must be noticed, {@code Simulate} is {@code scripts/simulate}.
 */
@NullMarked
package io.starlingdb.node.simulation;

import org.jspecify.annotations.NullMarked;
