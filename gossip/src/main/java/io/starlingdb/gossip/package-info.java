/** Membership: who is in the cluster and whether they answer. */
@NullMarked
package io.starlingdb.gossip;

import org.jspecify.annotations.NullMarked;
