/** The agreement on the cluster record. */
@NullMarked
package io.starlingdb.node.record;

import org.jspecify.annotations.NullMarked;
