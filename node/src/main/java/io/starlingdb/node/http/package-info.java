/** The HTTP/JSON edge on Vert.x. */
@NullMarked
package io.starlingdb.node.http;

import org.jspecify.annotations.NullMarked;
