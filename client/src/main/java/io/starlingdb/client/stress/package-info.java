/** The load generator. */
@NullMarked
package io.starlingdb.client.stress;

import org.jspecify.annotations.NullMarked;
