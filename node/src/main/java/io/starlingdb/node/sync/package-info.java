/**
 * Anti-entropy on this node: keeps the sums of its rows, runs exchanges with co-replicas, and knows what is settled. The trees and the exchange
 * themselves are in {@code io.starlingdb.antientropy}.
 */
@NullMarked
package io.starlingdb.node.sync;

import org.jspecify.annotations.NullMarked;
