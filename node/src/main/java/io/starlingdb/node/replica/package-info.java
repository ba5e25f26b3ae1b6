/** What one replica does with a read, a write, a hint, a repair. */
@NullMarked
package io.starlingdb.node.replica;

import org.jspecify.annotations.NullMarked;
