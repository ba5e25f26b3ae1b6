/** Dots, intervals, version vectors and causal contexts. */
@NullMarked
package io.starlingdb.node.version;

import org.jspecify.annotations.NullMarked;
