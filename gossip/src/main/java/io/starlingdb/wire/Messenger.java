package io.starlingdb.wire;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.Lane;
import io.starlingdb.kernel.Scheduler;
import io.starlingdb.kernel.TimeSource;
import io.starlingdb.kernel.Transport;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages to other nodes and takes theirs: encodes, decodes, and finds for each reply the request that waits for it. The same class
 * in production and in simulation.
 *
 * <p>Best effort below, exact above: a message may be lost, late, repeated or overtaken, but each request's {@link ReplyHandler} is called
 * exactly once. Whatever bytes come in, {@link #receive} does not throw: what is not a good frame of this cluster is dropped and told to the
 * {@link WireListener}.
 *
 * <p>Runs on the loop: every method but the constructor is called there, and calls back there.
 */
public final class Messenger {

    private final Endpoint self;
    private final MessageRegistry registry;
    private final Transport transport;
    private final TimeSource time;
    private final Scheduler scheduler;
    private final MessengerOptions options;
    private final PeerVersions peers;
    private final PendingRequests pending;
    private final Map<Class<?>, Handler<?>> handlers = new HashMap<>();
    private final WireWriter out = new WireWriter(1024);

    private WireListener listener = new SilentListener();
    private long clusterTag;

    /**
     * @param self the endpoint at which this node is reached; messages to it are looped back without the transport
     * @param random where request ids start, so that those of a former life are not met again
     */
    public Messenger(
            Endpoint self,
            MessageRegistry registry,
            Transport transport,
            TimeSource time,
            Scheduler scheduler,
            RandomGenerator random,
            MessengerOptions options) {
        this.self = self;
        this.registry = registry;
        this.transport = transport;
        this.time = time;
        this.scheduler = scheduler;
        this.options = options;
        this.peers = new PeerVersions(options.versions());
        this.pending = new PendingRequests(
                options.pendingMax(), random.nextLong(), time, scheduler, late -> fail(late, Failure.TIMEOUT));
    }

    /** The endpoint at which this node is reached. */
    public Endpoint self() {
        return self;
    }

    /** Who hears of dropped frames and failed handlers, instead of nobody. */
    public void listen(WireListener newListener) {
        listener = newListener;
    }

    /** The hash of the founded cluster's id: from now on frames of other founded clusters are refused. 0 means not founded: all are taken. */
    public void clusterTag(long tag) {
        clusterTag = tag;
    }

    /**
     * Sets the one handler of a message type.
     *
     * @throws IllegalArgumentException if the type is not registered, or has a handler
     */
    public <M extends Message> void on(Class<M> type, Handler<M> handler) {
        if (!registry.knows(type) || handlers.putIfAbsent(type, handler) != null) {
            throw new IllegalArgumentException("not registered, or handled already: " + type.getName());
        }
    }

    /** How many requests wait for replies. */
    public int pendingRequests() {
        return pending.size();
    }

    /** Sends a message that expects no reply. It may get lost; it is dropped if it cannot be sent. */
    public void tell(Endpoint to, Lane lane, Message message) {
        byte[] frame = encode(to, lane, message, 0, false, 0);
        if (frame != null) {
            send(to, lane, frame);
        }
    }

    /**
     * Sends a request and waits for its reply. The handler is called exactly once, later: with the reply, or with the reason why there is
     * none. {@link Failure#TIMEOUT} comes when the time is over, at most some 10 ms late.
     *
     * @param timeoutNanos positive; travels along as the request's deadline
     * @throws IllegalArgumentException if the message is not registered; the handler is then not called
     */
    public void request(Endpoint to, Lane lane, Message message, long timeoutNanos, ReplyHandler handler) {
        if (timeoutNanos <= 0) {
            throw new IllegalArgumentException("a timeout is positive: " + timeoutNanos);
        }
        PendingRequests.Pending waiting = pending.add(to, timeoutNanos, handler);
        if (waiting == null) {
            scheduler.execute(() -> handler.onFailure(Failure.OVERLOADED));
            return;
        }
        byte[] frame = null;
        try {
            frame = encode(to, lane, message, waiting.id, false, Math.max(1, timeoutNanos / 1000));
        } finally {
            if (frame == null) {
                pending.complete(waiting.id, to);
            }
        }
        if (frame == null) {
            scheduler.execute(() -> handler.onFailure(Failure.UNSENDABLE));
        } else {
            send(to, lane, frame);
        }
    }

    /**
     * The same for a request that is traced: what its receiver does for it is added to {@code trace} when the reply is here.
     *
     * @throws IllegalArgumentException if the message is not registered; the handler is then not called
     */
    public void request(
            Endpoint to, Lane lane, Message message, long timeoutNanos, TraceLog trace, ReplyHandler handler) {
        int version = peers.versionFor(to);
        String name = message.getClass().getSimpleName();
        trace.step("Sending " + name + " to " + to);
        request(to, lane, version == 0 ? message : wrap(message, version), timeoutNanos, new ReplyHandler() {
            @Override
            public void onReply(Message reply) {
                Message inner = reply;
                if (reply instanceof TracedReply traced) {
                    trace.add(traced.steps());
                    try {
                        inner = unwrap(traced.reply());
                    } catch (RuntimeException e) { // whatever hostile bytes make a codec or a record's checks throw
                        listener.refused(to, Refusal.BROKEN_BODY);
                        handler.onFailure(Failure.TIMEOUT);
                        return;
                    }
                }
                trace.step(inner.getClass().getSimpleName() + " to " + name + " from " + to);
                handler.onReply(inner);
            }

            @Override
            public void onFailure(Failure failure) {
                trace.step("No reply to " + name + " from " + to + ": " + failure);
                handler.onFailure(failure);
            }
        });
    }

    private <M extends Message> Traced wrap(M message, int version) {
        MessageRegistry.MessageType<M> type = registry.of(message);
        WireWriter body = new WireWriter();
        type.codec().write(message, body, version);
        return new Traced(version, type.id(), body.toByteArray());
    }

    private Message unwrap(Traced traced) {
        MessageRegistry.MessageType<?> type = registry.byId(traced.type());
        if (type == null) {
            throw new WireException("an unknown type within a traced message: " + traced.type());
        }
        WireReader in = new WireReader(traced.body());
        Message inner = type.codec().read(in, traced.version());
        in.expectEnd();
        return inner;
    }

    /**
     * The transport found that the peer cannot be reached, or lost a connection to it: all requests that wait for it fail now with
     * {@link Failure#UNREACHABLE} instead of waiting for their deadlines. Called on the loop, and not from inside {@link Transport#send}.
     */
    public void unreachable(Endpoint peer) {
        for (PendingRequests.Pending lost : pending.removeAll(peer)) {
            fail(lost, Failure.UNREACHABLE);
        }
    }

    /** Takes a whole frame without its length prefix. */
    public void receive(Endpoint from, byte[] frame) {
        receive(from, frame, 0, frame.length);
    }

    /**
     * Takes a whole frame without its length prefix, out of a buffer that is not kept.
     *
     * @param from the endpoint that the sender announced (see {@link Preamble}), not that of the connection
     */
    public void receive(Endpoint from, byte[] buffer, int offset, int length) {
        WireReader in;
        FrameHeader header;
        try {
            if (length > options.frameBytesMax()) {
                throw new WireException("a frame of " + length + " bytes");
            }
            in = Frames.open(buffer, offset, length);
            header = Frames.header(in);
        } catch (WireException e) {
            listener.refused(from, Refusal.BROKEN_FRAME);
            return;
        }
        if (header.clusterTag() != clusterTag && header.clusterTag() != 0 && clusterTag != 0) {
            listener.refused(from, Refusal.OTHER_CLUSTER);
            return;
        }
        peers.learn(from, header.spoken());
        if (header.type() == Frames.NO_MESSAGE) {
            return;
        }
        if (!options.versions().contains(header.version())) {
            listener.refused(from, Refusal.WIRE_VERSION);
            tellVersions(from, header.lane());
            return;
        }
        MessageRegistry.MessageType<?> type = registry.byId(header.type());
        if (type == null) {
            listener.refused(from, Refusal.UNKNOWN_TYPE);
            return;
        }
        deliver(from, header, type, in);
    }

    void reply(Inbound<?> in, FrameHeader request, Message reply) {
        long now = time.nanoTime();
        if (in.deadlineNanos() != Long.MAX_VALUE && now - in.deadlineNanos() > 0) {
            return;
        }
        TraceLog trace = in.trace();
        int version = peers.versionFor(in.from());
        Message answer = reply;
        if (trace != null && version != 0) {
            trace.step("Replying " + reply.getClass().getSimpleName());
            answer = new TracedReply(trace.steps(), wrap(reply, version));
        }
        byte[] frame = encode(in.from(), request.lane(), answer, request.requestId(), true, 0);
        if (frame != null) {
            send(in.from(), request.lane(), frame);
        }
    }

    private <M extends Message> void deliver(
            Endpoint from, FrameHeader header, MessageRegistry.MessageType<M> type, WireReader in) {
        M message;
        Message inner = null;
        try {
            message = type.codec().read(in, header.version());
            in.expectEnd();
            inner = message instanceof Traced traced ? unwrap(traced) : null;
        } catch (RuntimeException e) { // whatever hostile bytes make a codec or a record's checks throw
            listener.refused(from, Refusal.BROKEN_BODY);
            return;
        }
        try {
            if (header.reply()) {
                deliverReply(from, header.requestId(), message);
            } else if (inner != null) {
                TraceLog trace = new TraceLog(self, time);
                trace.step("Received " + inner.getClass().getSimpleName() + " from " + from);
                deliverToHandler(from, header, registry.of(inner), inner, trace);
            } else {
                deliverToHandler(from, header, type, message, null);
            }
        } catch (RuntimeException e) {
            listener.handlerFailed(from, e);
        }
    }

    private void deliverReply(Endpoint from, long requestId, Message reply) {
        PendingRequests.Pending waiting = pending.complete(requestId, from);
        if (waiting == null) {
            listener.refused(from, Refusal.UNEXPECTED_REPLY);
        } else {
            waiting.handler.onReply(reply);
        }
    }

    @SuppressWarnings("unchecked") // handlers are put under their own type
    private <M extends Message> void deliverToHandler(
            Endpoint from,
            FrameHeader header,
            MessageRegistry.MessageType<M> type,
            M message,
            @Nullable TraceLog trace) {
        Handler<M> handler = (Handler<M>) handlers.get(type.messageClass());
        if (handler == null) {
            listener.refused(from, Refusal.UNKNOWN_TYPE);
            return;
        }
        long deadline = header.remainingMicros() == 0 ? Long.MAX_VALUE : deadline(header.remainingMicros());
        handler.handle(new Inbound<>(this, from, header, message, deadline, trace));
    }

    private long deadline(long remainingMicros) {
        return time.nanoTime() + Math.min(remainingMicros, Long.MAX_VALUE / 2000) * 1000;
    }

    private byte @Nullable [] encode(
            Endpoint to, Lane lane, Message message, long requestId, boolean reply, long remainingMicros) {
        int version = peers.versionFor(to);
        if (version == 0) {
            return null;
        }
        byte[] frame = encode(version, lane, message, requestId, reply, remainingMicros);
        return frame.length > options.frameBytesMax() ? null : frame;
    }

    private <M extends Message> byte[] encode(
            int version, Lane lane, M message, long requestId, boolean reply, long remainingMicros) {
        MessageRegistry.MessageType<M> type = registry.of(message);
        out.clear();
        Frames.begin(out, header(version, lane, type.id(), requestId, reply, remainingMicros), options.checksums());
        type.codec().write(message, out, version);
        return Frames.finish(out, options.checksums());
    }

    private void tellVersions(Endpoint to, Lane lane) {
        out.clear();
        Frames.begin(
                out, header(options.versions().newest(), lane, Frames.NO_MESSAGE, 0, false, 0), options.checksums());
        send(to, lane, Frames.finish(out, options.checksums()));
    }

    private FrameHeader header(int version, Lane lane, int type, long requestId, boolean reply, long remainingMicros) {
        return new FrameHeader(version, options.versions(), reply, lane, type, clusterTag, requestId, remainingMicros);
    }

    private void send(Endpoint to, Lane lane, byte[] frame) {
        if (to.equals(self)) {
            scheduler.execute(() -> receive(self, frame));
        } else {
            transport.send(to, lane, frame);
        }
    }

    private void fail(PendingRequests.Pending lost, Failure failure) {
        try {
            lost.handler.onFailure(failure);
        } catch (RuntimeException e) {
            listener.handlerFailed(lost.to, e);
        }
    }

    /** Until somebody listens. */
    private static final class SilentListener implements WireListener {

        @Override
        public void refused(Endpoint from, Refusal why) {}

        /** A programmer's error must not go unheard. */
        @Override
        public void handlerFailed(Endpoint peer, RuntimeException failure) {
            throw failure;
        }
    }
}
