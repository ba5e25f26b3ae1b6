package io.starlingdb.node.net;

import io.starlingdb.kernel.Lane;
import io.starlingdb.wire.Preamble;
import io.starlingdb.wire.WireException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import org.jspecify.annotations.Nullable;

/**
 * The connection that this node opens to one peer for one lane. It is dialled by the first frame, and again by the first frame after it
 * broke, as the peer's {@link Backoff} permits; until then frames are dropped and the peer is reported unreachable, so that nobody waits
 * for what will not come. Frames flow one way: replies of the peer come on the connection that the peer opens.
 *
 * <p>The frames of one turn of the loop leave with one write. While the socket is full they stay in the {@link FrameQueue}. Loop only.
 */
final class LaneConnection {
    private static final int PIECE_BYTES_MAX = 256 << 10;

    private enum State {
        CLOSED,
        DIALLING,
        OPEN
    }

    private final Peer peer;
    private final Lane lane;
    private final Outbound outbound;
    private final FrameQueue queue;
    private final Traffic.OfLane traffic;

    private State state = State.CLOSED;
    private @Nullable NetSocket socket;

    /** Counts dials and closes: what comes back from an older dial is nobody's. */
    private int attempt;

    /** Whether the peer has sent its preamble on this connection. */
    private boolean answered;

    /** Whether a flush at the end of this turn is arranged. */
    private boolean flushing;

    private boolean used;

    LaneConnection(Peer peer, Lane lane, Outbound outbound) {
        this.peer = peer;
        this.lane = lane;
        this.outbound = outbound;
        this.queue = new FrameQueue(outbound.options().queueBytesMax(lane));
        this.traffic = outbound.traffic().of(lane);
    }

    boolean isClosed() {
        return state == State.CLOSED;
    }

    int queued() {
        return queue.size();
    }

    void send(byte[] frame) {
        used = true;
        if (state == State.CLOSED && !peer.backoff().permits(outbound.nanoTime())) {
            traffic.framesDropped++;
            outbound.reportUnreachable(peer);
            return;
        }
        if (!queue.offer(frame)) {
            traffic.framesDropped++;
        } else if (state == State.CLOSED) {
            dial();
        } else if (state == State.OPEN && !flushing) {
            flushing = true;
            outbound.flushAtEndOfTurn(this);
        }
    }

    /** Writes what waits, as far as the socket takes it. */
    void flush() {
        flushing = false;
        NetSocket open = socket;
        while (open != null && !queue.isEmpty() && !open.writeQueueFull()) {
            int before = queue.size();
            Buffer piece = queue.drain(PIECE_BYTES_MAX);
            traffic.framesSent += before - queue.size();
            traffic.bytesSent += piece.length();
            traffic.writes++;
            open.write(piece);
        }
    }

    /** Dials a connection that was in use and is closed. */
    void redial() {
        if (used && state == State.CLOSED) {
            dial();
        }
    }

    /** Closes the connection and forgets what waits. */
    void reset() {
        if (state != State.CLOSED) {
            NetSocket open = socket;
            close();
            if (open != null) {
                open.close();
            }
        }
    }

    private void dial() {
        state = State.DIALLING;
        answered = false;
        int dialled = ++attempt;
        outbound.dial(
                peer.endpoint(),
                opened -> {
                    if (dialled == attempt) {
                        open(opened);
                    } else {
                        opened.close();
                    }
                },
                refusal -> {
                    if (dialled == attempt) {
                        outbound.dialFailed(peer, refusal.getMessage());
                        close();
                    }
                });
    }

    private void open(NetSocket opened) {
        state = State.OPEN;
        socket = opened;
        int mine = attempt;
        opened.setWriteQueueMaxSize(PIECE_BYTES_MAX);
        FrameSplitter splitter = new FrameSplitter(Preamble.BYTES_MAX);
        opened.handler(bytes -> {
            try {
                splitter.take(bytes.getBytes(), this::answer);
            } catch (WireException e) {
                refuse(mine, "what answers there is not a StarlingDB node: " + e.getMessage());
            }
        });
        opened.exceptionHandler(broken -> opened.close());
        opened.closeHandler(closed -> lost(mine));
        opened.drainHandler(drained -> flush());
        byte[] preamble = outbound.preamble(lane).encode();
        opened.write(Buffer.buffer(FrameSplitter.LENGTH_BYTES + preamble.length)
                .appendInt(preamble.length)
                .appendBytes(preamble));
        outbound.later(outbound.options().preambleNanos(), () -> {
            if (!answered) {
                refuse(mine, "no answer");
            }
        });
        flush();
    }

    private void answer(byte[] buffer, int offset, int length) {
        if (answered) {
            throw new WireException("more than a preamble");
        }
        Preamble preamble = Preamble.decode(buffer, offset, length);
        if (preamble.cluster().equals(outbound.options().cluster())) {
            answered = true;
            outbound.answered(peer);
        } else {
            refuse(
                    attempt,
                    "it belongs to the cluster '" + preamble.cluster() + "', this node to '"
                            + outbound.options().cluster()
                            + "'. Correct cluster_name or seeds of the one that is wrong");
        }
    }

    /** The connection stands, but not to where it should. */
    private void refuse(int tried, String reason) {
        if (tried == attempt && state == State.OPEN) {
            answered = false;
            outbound.misdirected(peer, reason);
            reset();
        }
    }

    private void lost(int tried) {
        if (tried == attempt && state == State.OPEN) {
            if (answered) {
                outbound.connectionLost();
            } else {
                outbound.dialFailed(peer, "it closed the connection");
            }
            close();
        }
    }

    private void close() {
        attempt++;
        state = State.CLOSED;
        socket = null;
        traffic.framesDropped += queue.clear();
        outbound.reportUnreachable(peer);
    }
}
