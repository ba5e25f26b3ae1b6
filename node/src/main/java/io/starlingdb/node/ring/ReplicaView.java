package io.starlingdb.node.ring;

/**
 * What a coordinator thinks of the members when it plans a request. Asked on the hot path, on the loop: must be quick and
 * must not block.
 */
public interface ReplicaView {

    /** The coordinator's own actor number; the replica with it is read first. */
    int self();

    /** The datacenter whose replicas LOCAL levels count, and which is read before others. */
    String datacenter();

    /** Whether requests to the member are worth sending. */
    boolean isAlive(RecordMember member);

    /** How long the member takes to answer, in any unit; the lower is read first. */
    long latency(RecordMember member);
}
