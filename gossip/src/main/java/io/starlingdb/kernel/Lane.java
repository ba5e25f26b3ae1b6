package io.starlingdb.kernel;

/** Which of the few connections between two nodes a frame takes. Frames of one lane keep their order; lanes do not wait for one another. */
public enum Lane {
    /** Small and timely: gossip, liveness, Paxos of the cluster record. */
    URGENT,
    /** Client requests: reads and writes of rows, and their replies. */
    REQUEST,
    /** Large and patient: streams, exchanges, hints. */
    BULK
}
