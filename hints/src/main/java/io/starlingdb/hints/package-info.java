/** Writes kept for replicas that were away, and their paced delivery. */
@NullMarked
package io.starlingdb.hints;

import org.jspecify.annotations.NullMarked;
