/** Who owns which range: ring, partitioner, preference lists, replica plans, transitions. */
@NullMarked
package io.starlingdb.node.ring;

import org.jspecify.annotations.NullMarked;
