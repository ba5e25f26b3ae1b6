/** Configuration: records, units, validation, sources. */
@NullMarked
package io.starlingdb.node.config;

import org.jspecify.annotations.NullMarked;
