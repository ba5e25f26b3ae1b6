/** Operations on a node and on the cluster. */
@NullMarked
package io.starlingdb.node.admin;

import org.jspecify.annotations.NullMarked;
