/**
 * The composition: the only place that builds the object graph of a node. {@code NodeParts} says what it consists of, {@link
 * io.starlingdb.node.NodeCore} gives it its life.
 */
@NullMarked
package io.starlingdb.node;

import org.jspecify.annotations.NullMarked;
