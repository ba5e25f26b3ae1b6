/** Names, tokens, time and the seams to the world; needs the JDK alone. */
@NullMarked
package io.starlingdb.kernel;

import org.jspecify.annotations.NullMarked;
