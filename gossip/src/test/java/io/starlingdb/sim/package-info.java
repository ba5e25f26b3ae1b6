/** The simulator kit: virtual time, network and disk in one thread, from one seed. */
@NullMarked
package io.starlingdb.sim;

import org.jspecify.annotations.NullMarked;
