package io.starlingdb.node.net;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.Lane;
import io.starlingdb.kernel.TimeSource;
import io.starlingdb.kernel.Transport;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Frames between nodes over TCP, by Vert.x.
 *
 * <p><b>Connections.</b> Between two nodes there are three in each direction, one for each {@link Lane}, so that what is urgent never waits
 * behind what is large. Each carries frames one way, from the node that opened it. A system call costs more than all the rest of handling a
 * frame, so the frames that one turn of the loop sends to a peer leave with one write, and those of one inbound buffer are handled in one
 * turn.
 *
 * <p><b>Failures.</b> Frames are dropped, never kept for later: when a connection is refused or breaks, the {@link PeerListener} hears it at
 * the end of the turn and what waited is gone. A peer that failed is dialled again when somebody sends to it, with growing pauses, or at once
 * after {@link #reachable} or when it connects by itself.
 *
 * <p>Rejected: one connection for both directions (two nodes that dial each other at once must agree which one to keep, and one
 * that restarts must be told from one that dials twice); queues that outlive a connection (their frames are mostly past their deadlines when it is back).
 *
 * <p>Loop only.
 */
public final class VertxTransport implements Transport {
    private final NodeLoop loop;
    private final Traffic traffic = new Traffic();
    private final Outbound outbound;
    private final TransportOptions options;
    private @Nullable Inbound inbound;

    /** Made on the loop. Sending works at once; {@link #listen} opens the port. */
    public VertxTransport(NodeLoop loop, TimeSource time, TransportOptions options, PeerListener listener) {
        loop.checkCurrent();
        this.loop = loop;
        this.options = options;
        this.outbound = new Outbound(loop, time, options, traffic, listener);
    }

    /**
     * Opens the internode port.
     *
     * @return completes on the loop; fails with a {@link java.net.BindException} (or the like) when the port cannot be had
     */
    public CompletionStage<?> listen(FrameReceiver receiver) {
        loop.checkCurrent();
        if (inbound != null) {
            throw new IllegalStateException("listens already");
        }
        inbound = new Inbound(loop, options, traffic, receiver, outbound);
        return inbound.listen().toCompletionStage();
    }

    @Override
    public void send(Endpoint to, Lane lane, byte[] frame) {
        loop.checkCurrent();
        outbound.send(to, lane, frame);
    }

    /** The peer is known to be there (again): lost connections to it are opened now. */
    public void reachable(Endpoint peer) {
        loop.checkCurrent();
        outbound.reachable(peer);
    }

    /** The peer is thought to be dead: its connections are closed, as one that hangs would keep frames for minutes. */
    public void dead(Endpoint peer) {
        loop.checkCurrent();
        outbound.dead(peer);
    }

    public TransportStatistics statistics() {
        loop.checkCurrent();
        Map<Lane, TrafficStatistics> lanes = new EnumMap<>(Lane.class);
        for (Lane lane : Lane.values()) {
            lanes.put(lane, traffic.of(lane).statistics(outbound.queued(lane)));
        }
        return new TransportStatistics(
                lanes,
                traffic.inbound,
                outbound.open(),
                traffic.dialsFailed,
                traffic.connectionsLost,
                traffic.strangers);
    }
}
