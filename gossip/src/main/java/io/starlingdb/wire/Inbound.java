package io.starlingdb.wire;

import io.starlingdb.kernel.Endpoint;
import org.jspecify.annotations.Nullable;

/** A message that came in, with what its handler may do about it. Used on the loop only. */
public final class Inbound<M extends Message> {

    private final Messenger messenger;
    private final Endpoint from;
    private final FrameHeader header;
    private final M message;
    private final long deadlineNanos;
    private final @Nullable TraceLog trace;
    private boolean replied;

    Inbound(
            Messenger messenger,
            Endpoint from,
            FrameHeader header,
            M message,
            long deadlineNanos,
            @Nullable TraceLog trace) {
        this.messenger = messenger;
        this.from = from;
        this.header = header;
        this.message = message;
        this.deadlineNanos = deadlineNanos;
        this.trace = trace;
    }

    /** Who sent it. */
    public Endpoint from() {
        return from;
    }

    public M message() {
        return message;
    }

    /** When the sender gives up, on this node's {@code nanoTime} scale; {@code Long.MAX_VALUE} if it never does. */
    public long deadlineNanos() {
        return deadlineNanos;
    }

    /** Takes what is done for the request, and goes back with its reply; null for one that is not traced. */
    public @Nullable TraceLog trace() {
        return trace;
    }

    /** Whether the sender waits for a reply. */
    public boolean expectsReply() {
        return header.requestId() != 0;
    }

    /**
     * Answers the request, on the lane that it came by. Not sent if the deadline has passed: the sender has given up.
     *
     * @throws IllegalStateException if it was answered before, or expects no reply
     */
    public void reply(Message reply) {
        if (!expectsReply() || replied) {
            throw new IllegalStateException((replied ? "answered before: " : "expects no reply: ") + message);
        }
        replied = true;
        messenger.reply(this, header, reply);
    }
}
