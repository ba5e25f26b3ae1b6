/**
 * The load generator: a {@link io.starlingdb.client.stress.StressPlan} says what is offered, {@link io.starlingdb.client.stress.StressRun} offers it
 * by the Java client, {@link io.starlingdb.client.stress.StressFigures} are what came of it.
 */
@NullMarked
package io.starlingdb.client.stress;

import org.jspecify.annotations.NullMarked;
