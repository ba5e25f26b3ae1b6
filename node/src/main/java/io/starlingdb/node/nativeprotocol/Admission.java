package io.starlingdb.node.nativeprotocol;

import java.util.ArrayDeque;

/**
 * How much may be under way at once over all connections: requests, and bytes of large messages. What does not fit waits in its client's
 * socket, or is refused, as the client wishes. Loop only.
 */
final class Admission {
    /** Messages up to this size count as requests alone. */
    static final int SMALL_BYTES = 64 << 10;

    private final int requestsMax;
    private final long bytesMax;
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private int requests;
    private long bytes;

    Admission(int requestsMax, long bytesMax) {
        this.requestsMax = requestsMax;
        this.bytesMax = bytesMax;
    }

    boolean isFull() {
        return requests >= requestsMax;
    }

    void begin() {
        requests++;
    }

    void end() {
        requests--;
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

    /** Calls those who wait, in turn, as long as there is room. */
    void resumeWaiting() {
        for (int left = waiting.size(); left > 0 && !isFull(); left--) {
            waiting.remove().run();
        }
    }
}
