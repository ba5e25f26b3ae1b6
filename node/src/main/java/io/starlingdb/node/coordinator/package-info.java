/** What the node that took a request does with it: quorums, read repair, conditional writes. */
@NullMarked
package io.starlingdb.node.coordinator;

import org.jspecify.annotations.NullMarked;
