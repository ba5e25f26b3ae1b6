package io.starlingdb.node.record;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.paxos.Accepted;
import io.starlingdb.node.paxos.Ballot;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.Location;
import io.starlingdb.wire.Message;
import org.jspecify.annotations.Nullable;

/** What nodes say to each other about the cluster record. */
sealed interface RecordMessage extends Message {

    /** A request for a vote on an epoch; meant for one node, whoever answers at its endpoint. */
    sealed interface VoteRequest extends RecordMessage {
        long epoch();

        Ballot ballot();

        NodeId to();
    }

    /** Asks {@code to} to promise the ballot. Answered by Promise, Refusal or Update. */
    record Prepare(long epoch, Ballot ballot, NodeId to) implements VoteRequest {}

    /** Asks {@code to} to accept the record. Answered by Acceptance, Refusal or Update. */
    record Accept(long epoch, Ballot ballot, NodeId to, ClusterRecord record) implements VoteRequest {}

    /** {@code from} has promised, durably, and had accepted this before (null: nothing). */
    record Promise(NodeId from, @Nullable Accepted<ClusterRecord> before) implements RecordMessage {}

    /** {@code from} has accepted, durably. */
    record Acceptance(NodeId from) implements RecordMessage {}

    /**
     * {@code from} does not vote.
     *
     * @param promised the higher ballot that it has promised, or that of the request where it is for another reason
     */
    record Refusal(NodeId from, Reason reason, Ballot promised) implements RecordMessage {}

    /** Why a node does not vote. */
    enum Reason {
        /** It has promised a higher ballot. */
        PROMISED_HIGHER(1),
        /** It is not the node that was meant: that one is reached elsewhere, or no more. */
        OTHER_NODE(2),
        /** By the record that it knows it is no voter. */
        NO_VOTER(3),
        /** It has lost what it promised before. */
        LOST_MEMORY(4),
        /** The record to be founded is not one that it can be a part of. */
        UNFIT(5);

        private final int number;

        Reason(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }

        static Reason ofNumber(int number) {
            for (Reason reason : values()) {
                if (reason.number == number) {
                    return reason;
                }
            }
            throw new IllegalArgumentException("no reason has the number " + number);
        }
    }

    /** Asks for the newest record. Answered by Update. */
    record Fetch() implements RecordMessage {}

    /** A record that was chosen, or epoch 0; told without being asked too. */
    record Update(ClusterRecord record) implements RecordMessage {}

    /** Asks for a word as soon as the node knows a record of at least this epoch. Answered by Known, or not at all. */
    record Await(long epoch) implements RecordMessage {}

    /** The node knows the record, durably. */
    record Known() implements RecordMessage {}

    /** Asks a node that waits for a cluster who it is. Answered by Founder, or by Update if it belongs to one. */
    record FounderQuery() implements RecordMessage {}

    /** Who a waiting node is and what it is to get. */
    record Founder(NodeId id, long memory, Endpoint endpoint, Location location, int tokens, String clusterName)
            implements RecordMessage {}
}
