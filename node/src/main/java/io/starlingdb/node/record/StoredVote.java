package io.starlingdb.node.record;

import io.starlingdb.node.paxos.Acceptor;
import io.starlingdb.node.ring.ClusterRecord;

/**
 * What this node has promised and accepted for one epoch.
 *
 * @param epoch the epoch that is being decided: one above that of the record by which this node votes
 */
record StoredVote(long epoch, Acceptor<ClusterRecord> acceptor) {}
