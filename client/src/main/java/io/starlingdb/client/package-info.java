/** The public contract: consistency levels, error codes, shapes, and the client's interface. */
@NullMarked
package io.starlingdb.client;

import org.jspecify.annotations.NullMarked;
