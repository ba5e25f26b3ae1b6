/**
 * Single-decree Paxos (Lamport, "Paxos Made Simple", 2001) as values: no clock, no thread, no message. The cluster record
 * runs one instance for each epoch; conditional writes can run one for each partition.
 *
 * <p>In the order a decision flows: a {@link io.starlingdb.node.paxos.Ballot} names one attempt and is never used twice.
 * A {@link io.starlingdb.node.paxos.Proposer} is one attempt: it asks voters for promises, adopts the
 * {@link io.starlingdb.node.paxos.Accepted} value with the highest ballot that they report, or else takes its own, and
 * asks them to accept it. An {@link io.starlingdb.node.paxos.Acceptor} is what one voter must not forget. An
 * {@link io.starlingdb.node.paxos.Electorate} says who votes and how many are enough.
 *
 * <p>Whoever binds this to the world owes it three things: an acceptor's state is durable before its answer leaves, a
 * ballot is used for one value only, and an answer is counted for the voter that gave it.
 */
@NullMarked
package io.starlingdb.node.paxos;

import org.jspecify.annotations.NullMarked;
