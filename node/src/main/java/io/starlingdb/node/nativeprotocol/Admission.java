package io.starlingdb.node.nativeprotocol;

import io.starlingdb.kernel.Scheduler;
import io.starlingdb.node.admission.LoadLimit;
import java.util.ArrayDeque;

/**
 * How much may be under way at once over all connections: requests, as the node's {@link LoadLimit} says, and bytes of large messages.
 * What does not fit waits in its client's socket, or is refused, as the client wishes. Loop only.
 */
final class Admission {
    /** Messages up to this size count as requests alone. */
    static final int SMALL_BYTES = 64 << 10;

    private final LoadLimit limit;
    private final long bytesMax;
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private final Scheduler loop;
    private boolean wakes;
    private int requests;
    private long bytes;

    Admission(LoadLimit limit, long bytesMax, Scheduler loop) {
        this.limit = limit;
        this.bytesMax = bytesMax;
        this.loop = loop;
        limit.whenRoom(this::wake);
    }

    /** Whether a connection with so many requests under way may begin one more. */
    boolean admits(int own) {
        return limit.admits(own);
    }

    /** A connection that has had {@code own} requests under way begins one more. */
    void begin(int own) {
        requests++;
        limit.begin(own);
    }

    /** A request has ended; its connection has {@code own} under way still. */
    void end(int own) {
        requests--;
        limit.end(own);
    }

    int requests() {
        return requests;
    }

    /** Whether so many bytes may be held; they are, then, until they are released. */
    boolean takeBytes(int length) {
        if (bytes + length > bytesMax) {
            return false;
        }
        bytes += length;
        return true;
    }

    void releaseBytes(int length) {
        bytes -= length;
    }

    long bytes() {
        return bytes;
    }

    /** Remembers whom to call when there is room again. */
    void await(Runnable resume) {
        waiting.add(resume);
    }

    /** There is room: those who wait are called in a turn of their own. */
    private void wake() {
        if (!wakes && !waiting.isEmpty()) {
            wakes = true;
            loop.execute(this::resumeWaiting);
        }
    }

    /** Calls those who wait, in turn, as long as there is room. */
    private void resumeWaiting() {
        wakes = false;
        for (int left = waiting.size(); left > 0 && !limit.isFull(); left--) {
            waiting.remove().run();
        }
    }
}
