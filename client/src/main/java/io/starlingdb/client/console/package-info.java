/** The CQL console. */
@NullMarked
package io.starlingdb.client.console;

import org.jspecify.annotations.NullMarked;
