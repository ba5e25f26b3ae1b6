package io.starlingdb.sim;

/** Something that happens at a moment of virtual time. Its place belongs to the queue that holds it. */
abstract class SimEvent {

    static final int NOT_QUEUED = -1;

    long atNanos;
    long sequence;
    int queueIndex = NOT_QUEUED;

    abstract void happen();

    /** Earlier first; of two at one moment, the one that was queued first. */
    final boolean isBefore(SimEvent other) {
        return atNanos < other.atNanos || (atNanos == other.atNanos && sequence < other.sequence);
    }
}
