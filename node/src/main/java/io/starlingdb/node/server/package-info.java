/**
 * The process: from the command line to a serving node, and back.
 */
@NullMarked
package io.starlingdb.node.server;

import org.jspecify.annotations.NullMarked;
