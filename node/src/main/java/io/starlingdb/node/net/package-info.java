/** The internode edge on Vert.x. */
@NullMarked
package io.starlingdb.node.net;

import org.jspecify.annotations.NullMarked;
