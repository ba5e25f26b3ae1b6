package io.starlingdb.antientropy;

/**
 * A leaf, or a stretch of a large one, that differs.
 *
 * @param place at {@link Level#UNIT}
 * @param entries about how many entries the larger side has there
 */
public record Unit(Place place, int entries) {}
