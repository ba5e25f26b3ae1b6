package io.starlingdb.node.ring;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.NodeId;
import java.util.List;

/**
 * One node in the cluster record.
 *
 * @param actor the number under which it issues dots; from 1, never used twice
 * @param id its durable identity
 * @param memory names what the node remembers as a voter: drawn when its saved state is first made. Where the node's own
 *     differs, it has lost what it promised and must not vote until it has had the new one recorded
 * @param endpoint where other nodes reach it
 * @param location its datacenter and rack
 * @param status what it is to the ring
 * @param tokens the ends of its ranges, ascending
 */
public record RecordMember(
        int actor, NodeId id, long memory, Endpoint endpoint, Location location, NodeStatus status, List<Long> tokens) {

    public RecordMember {
        if (actor <= 0) {
            throw new IllegalArgumentException("An actor is positive, not " + actor);
        }
        tokens = tokens.stream().sorted().toList();
    }

    /** The datacenter that it stands in. */
    public String datacenter() {
        return location.datacenter();
    }

    /** The rack that it stands in, within {@link #datacenter()}. */
    public String rack() {
        return location.rack();
    }

    /** The same member reached elsewhere. */
    public RecordMember at(Endpoint elsewhere) {
        return new RecordMember(actor, id, memory, elsewhere, location, status, tokens);
    }

    /** The same member with a new memory and under a new actor number. */
    public RecordMember renewed(int newActor, long newMemory) {
        return new RecordMember(newActor, id, newMemory, endpoint, location, status, tokens);
    }

    /** The same member with another status. */
    public RecordMember as(NodeStatus newStatus) {
        return new RecordMember(actor, id, memory, endpoint, location, newStatus, tokens);
    }

    /** The same member with other tokens. */
    public RecordMember owning(List<Long> newTokens) {
        return new RecordMember(actor, id, memory, endpoint, location, status, newTokens);
    }
}
