/** The metrics registry and its expositions. */
@NullMarked
package io.starlingdb.node.metrics;

import org.jspecify.annotations.NullMarked;
