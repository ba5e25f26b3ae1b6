package io.starlingdb.node.storage;

/** Runs jobs that may wait for the disk, beside the caller, several at once; which one first is open. */
interface WorkPool extends AutoCloseable {

    /** Queues the job; false if the queue is full or the pool is closed. */
    boolean execute(Runnable job);

    /** How many jobs wait to be begun. */
    int queued();

    /** Refuses new jobs and ends those queued. */
    @Override
    void close();
}
