package io.starlingdb.node.nativeprotocol;

import com.datastax.oss.protocol.internal.Frame;
import com.datastax.oss.protocol.internal.SegmentCodec;
import io.netty.channel.socket.DuplexChannel;
import io.starlingdb.kernel.Cancellable;
import io.starlingdb.node.admin.ClientStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One client's socket. All messages of one inbound buffer are handled in one turn of the loop, and what a turn has to say leaves with one
 * write at its end. A client that has too much under way, or does not read its answers, is not read from until that changes. Loop only.
 */
final class ClientConnection {
    /** So much may wait for a client that does not read. */
    private static final int WRITE_QUEUE_BYTES = 1 << 20;

    /** So much may be collected in one turn before reading goes on. */
    private static final int COLLECTED_BYTES_MAX = 4 << 20;

    /** So long a client has to end its side, once this one has. */
    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final NetSocket socket;
    private final NativeServer server;
    private final Admission admission;
    private final EnvelopeReader envelopes;
    private final FrameWriter writer;
    private final Conversation conversation;
    private final long openedMicros;
    private @Nullable Cancellable patience;
    private @Nullable SegmentReader segments;
    private long receivedNanos;
    private int underWay;
    private boolean paused;
    private boolean waits;
    private boolean flushing;
    private boolean closed;

    ClientConnection(NetSocket socket, NativeServer server, long openedMicros) {
        this.socket = socket;
        this.openedMicros = openedMicros;
        this.server = server;
        this.receivedNanos = server.time().nanoTime();
        this.admission = server.admission();
        this.envelopes = new EnvelopeReader(server.options().messageBytesMax(), admission);
        this.writer = new FrameWriter(server.codecs().plain());
        this.conversation = new Conversation(this, server);
        socket.setWriteQueueMaxSize(WRITE_QUEUE_BYTES);
        socket.handler(this::take);
        socket.exceptionHandler(broken -> close());
        socket.closeHandler(ignored -> {
            closed();
            server.closed(this);
        });
        socket.drainHandler(drained -> resume());
    }

    /** Where the client is. */
    InetAddress clientAddress() {
        try {
            return InetAddress.getByName(socket.remoteAddress().hostAddress());
        } catch (UnknownHostException e) {
            return InetAddress.getLoopbackAddress();
        }
    }

    /** Who it is: the user, if one was asked for, and the address. */
    String actor() {
        String user = conversation.user();
        String address = clientAddress().getHostAddress();
        return user.isEmpty() ? address : user + "@" + address;
    }

    ClientStatus status() {
        ClientInfo info = conversation.info();
        String keyspace = conversation.keyspace();
        return new ClientStatus(
                socket.remoteAddress().toString(),
                "v" + conversation.version(),
                info.driver(),
                info.driverVersion(),
                info.application(),
                info.compression(),
                keyspace == null ? "" : keyspace,
                conversation.user(),
                conversation.requests(),
                underWay,
                (server.time().wallMicros() - openedMicros) / 1_000_000);
    }

    Conversation conversation() {
        return conversation;
    }

    FrameWriter writer() {
        return writer;
    }

    /** {@code timer} closes the connection unless it has started by then. */
    void awaitStart(Cancellable timer) {
        patience = timer;
    }

    /** The client has said what it speaks, and who it is. */
    void started() {
        if (patience != null) {
            patience.cancel();
        }
    }

    boolean isClosed() {
        return closed;
    }

    /** Whether so many of its requests are under way that one more must wait or be refused. */
    boolean isFull() {
        return underWay >= server.options().requestsOfConnectionMax() || !admission.admits(underWay);
    }

    /** When the bytes that are being handled came in. */
    long receivedNanos() {
        return receivedNanos;
    }

    void begin() {
        admission.begin(underWay);
        underWay++;
    }

    /** A request was answered, or its connection is gone. */
    void end(int reservedBytes) {
        underWay--;
        admission.end(underWay);
        admission.releaseBytes(reservedBytes);
    }

    /** From now on both sides send segments; what was said before leaves without them. */
    void startSegments(SegmentCodec<WireBytes> codec) {
        flush();
        writer.startSegments(codec);
        SegmentReader reader = new SegmentReader(codec);
        WireBytes early = envelopes.rest();
        reader.add(early.array(), early.reader(), early.writer());
        segments = reader;
    }

    /** Sends a message at the end of this turn. */
    void send(Frame frame) {
        if (!closed) {
            server.traffic().sent(writer.add(frame));
            flushLater();
        }
    }

    /** Sends what is no message of a spoken version, then closes. */
    void endWith(byte[] message) {
        writer.addRaw(message);
        flush();
        end();
    }

    /** Whether nothing came from the client since then, and nothing of it is under way. */
    boolean isSilentSince(long nanos) {
        return underWay == 0 && receivedNanos - nanos <= 0;
    }

    /**
     * Says no more after what was said. The socket is closed when the client has done the same, or some time later: with bytes of its unread
     * the answers that it has not taken yet would be lost to it.
     */
    void end() {
        if (!closed) {
            flush();
            closed();
            socket.write(Buffer.buffer()).onComplete(said -> endOutput());
            server.loop().schedule(LINGER_NANOS, socket::close);
            socket.resume();
        }
    }

    private void endOutput() {
        if (((NetSocketInternal) socket).channelHandlerContext().channel() instanceof DuplexChannel channel) {
            var unused = channel.shutdownOutput();
        }
    }

    void close() {
        closed();
        socket.close();
    }

    /** Writes what was collected; called at the end of each turn that collected something. */
    void flush() {
        flushing = false;
        if (!closed && !writer.isEmpty()) {
            socket.write(writer.take());
        }
        if (paused) {
            resume();
        }
    }

    private void flushLater() {
        if (!flushing) {
            flushing = true;
            server.flushAtEndOfTurn(this);
        }
    }

    private void take(Buffer bytes) {
        if (closed) {
            return;
        }
        byte[] taken = bytes.getBytes();
        receivedNanos = server.time().nanoTime();
        server.traffic().received(taken.length);
        if (segments == null) {
            envelopes.add(taken, 0, taken.length);
        } else {
            segments.add(taken, 0, taken.length);
        }
        drain();
    }

    /** Handles what has come, as far as it may. */
    private void drain() {
        try {
            while (!closed) {
                if (!mayTakeMore()) {
                    pause();
                    return;
                }
                Envelope next = next();
                if (next == null) {
                    return;
                }
                conversation.take(next);
            }
        } catch (Violation violation) {
            conversation.refuse(violation);
        }
    }

    private @Nullable Envelope next() {
        Envelope next = envelopes.next();
        while (next == null && segments != null) {
            WireBytes content = segments.next();
            if (content == null) {
                return null;
            }
            envelopes.add(content.array(), content.reader(), content.size());
            next = envelopes.next();
        }
        return next;
    }

    private boolean mayTakeMore() {
        return (!isFull() || conversation.wantsRefusals())
                && writer.size() < COLLECTED_BYTES_MAX
                && !socket.writeQueueFull();
    }

    private void pause() {
        if (!paused) {
            paused = true;
            socket.pause();
        }
        if (!admission.admits(underWay) && !waits) {
            waits = true;
            admission.await(() -> {
                waits = false;
                resume();
            });
        }
        if (writer.size() >= COLLECTED_BYTES_MAX) {
            flushLater();
        }
    }

    private void resume() {
        if (paused && !closed && mayTakeMore()) {
            paused = false;
            drain();
            if (!paused && !closed) {
                socket.resume();
            }
        } else if (paused && !closed && !waits) {
            pause();
        }
    }

    private void closed() {
        if (!closed) {
            closed = true;
            started();
            envelopes.close();
            server.ended(this);
        }
    }
}
