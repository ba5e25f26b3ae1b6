package io.starlingdb.node.paxos;

/**
 * A value that an acceptor has accepted, with the ballot under which it did.
 *
 * @param ballot the attempt that proposed the value
 * @param value the value; compared by equals in tests only, Paxos itself looks at ballots
 */
public record Accepted<V>(Ballot ballot, V value) {}
