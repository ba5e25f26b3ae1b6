/** The pure single-decree core that the cluster record and conditional writes share. */
@NullMarked
package io.starlingdb.node.paxos;

import org.jspecify.annotations.NullMarked;
