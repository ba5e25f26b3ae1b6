package io.starlingdb.node.net;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Frames that wait for one connection, bounded in bytes: what does not fit is refused, so that a slow peer costs this much memory and no
 * more. Not thread safe.
 */
final class FrameQueue {
    private final Queue<byte[]> frames = new ArrayDeque<>();
    private final long bytesMax;
    private long bytes;

    FrameQueue(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** Appends the frame; false if it would exceed the bound. An empty queue takes any frame. */
    boolean offer(byte[] frame) {
        if (bytes > 0 && bytes + frame.length > bytesMax) {
            return false;
        }
        frames.add(frame);
        bytes += frame.length;
        return true;
    }

    boolean isEmpty() {
        return frames.isEmpty();
    }

    /** How many frames wait. */
    int size() {
        return frames.size();
    }

    /** Forgets all frames and says how many they were. */
    int clear() {
        int dropped = frames.size();
        frames.clear();
        bytes = 0;
        return dropped;
    }

    /**
     * Takes the next frames as one piece, each behind its length: at least one, then as many as fit. The queue must not be empty.
     *
     * @param pieceBytesMax how long the piece may be; only a single frame may be longer
     */
    Buffer drain(int pieceBytesMax) {
        Buffer piece =
                Buffer.buffer((int) Math.min(pieceBytesMax, bytes + (long) FrameSplitter.LENGTH_BYTES * frames.size()));
        byte[] frame = frames.remove();
        do {
            piece.appendInt(frame.length).appendBytes(frame);
            bytes -= frame.length;
            frame = fits(piece, frames.peek(), pieceBytesMax) ? frames.remove() : null;
        } while (frame != null);
        return piece;
    }

    private static boolean fits(Buffer piece, byte @Nullable [] next, int pieceBytesMax) {
        return next != null && piece.length() + FrameSplitter.LENGTH_BYTES + next.length <= pieceBytesMax;
    }
}
