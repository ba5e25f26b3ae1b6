package io.starlingdb.node.net;

import io.starlingdb.kernel.Cancellable;
import io.starlingdb.wire.Preamble;
import io.starlingdb.wire.WireException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import org.jspecify.annotations.Nullable;

/**
 * A connection that a peer opened: first its preamble, answered by this node's own, then frames. Whatever else comes closes this connection
 * and nothing more. All frames of one buffer are handed on in one turn of the loop. Loop only.
 */
final class InboundConnection {
    private final NetSocket socket;
    private final Inbound inbound;
    private final FrameSplitter splitter = new FrameSplitter(Preamble.BYTES_MAX);
    private final Cancellable patience;
    private @Nullable Preamble preamble;
    private Traffic.@Nullable OfLane traffic;
    private boolean closed;

    InboundConnection(NetSocket socket, Inbound inbound) {
        this.socket = socket;
        this.inbound = inbound;
        this.patience = inbound.later(this::loseStranger);
        socket.handler(this::take);
        socket.exceptionHandler(broken -> socket.close());
        socket.closeHandler(ignored -> closed());
    }

    private void take(Buffer bytes) {
        if (closed) {
            return;
        }
        try {
            splitter.take(bytes.getBytes(), this::unit);
        } catch (WireException e) {
            inbound.strange(
                    socket.remoteAddress(),
                    preamble == null ? "a stranger" : preamble.sender().toString(),
                    e.getMessage());
            closed = true;
            socket.close();
        }
    }

    private void unit(byte[] buffer, int offset, int length) {
        if (preamble == null) {
            greet(Preamble.decode(buffer, offset, length));
        } else if (!closed && traffic != null) {
            traffic.framesReceived++;
            traffic.bytesReceived += FrameSplitter.LENGTH_BYTES + length;
            inbound.receiver().receive(preamble.sender(), buffer, offset, length);
        }
    }

    private void greet(Preamble theirs) {
        preamble = theirs;
        patience.cancel();
        byte[] answer = inbound.preamble(theirs.lane()).encode();
        Buffer unit = Buffer.buffer(FrameSplitter.LENGTH_BYTES + answer.length)
                .appendInt(answer.length)
                .appendBytes(answer);
        if (inbound.welcomes(theirs)) {
            splitter.limit(inbound.frameBytesMax());
            traffic = inbound.traffic(theirs.lane());
            socket.write(unit);
        } else {
            closed = true;
            socket.end(unit);
        }
    }

    private void loseStranger() {
        inbound.strange(socket.remoteAddress(), "a stranger", "it sent no preamble");
        closed = true;
        socket.close();
    }

    private void closed() {
        closed = true;
        patience.cancel();
        inbound.closed();
    }
}
