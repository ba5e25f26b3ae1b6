/** The composition: the only place that builds the object graph of a node. */
@NullMarked
package io.starlingdb.node;

import org.jspecify.annotations.NullMarked;
