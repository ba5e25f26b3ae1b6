package io.starlingdb.node.tracing;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.TimeSource;
import io.starlingdb.node.cql.system.FinishedTrace;
import io.starlingdb.node.cql.value.UuidSource;
import io.starlingdb.wire.TraceLog;
import io.starlingdb.wire.TraceStep;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Follows requests whose clients ask for it, and hands what was done for them to {@code finished}, which spreads it. Requests beyond so many a
 * second are answered like others, and their session never appears. Loop only.
 */
public final class Tracer {
    private static final int TRACES_A_SECOND = 100;
    private static final int TEXT_CHARS_MAX = 1_000;

    private final TimeSource time;
    private final UuidSource uuids;
    private final InetSocketAddress self;
    private final Endpoint internode;
    private final Consumer<FinishedTrace> finished;
    private long second;
    private int inSecond;

    /**
     * @param self where clients reach this node
     * @param internode where other nodes do
     */
    public Tracer(
            TimeSource time,
            RandomGenerator random,
            InetSocketAddress self,
            Endpoint internode,
            Consumer<FinishedTrace> finished) {
        this.time = time;
        this.uuids = new UuidSource(time, random);
        this.self = self;
        this.internode = internode;
        this.finished = finished;
    }

    /**
     * Begins to follow a request.
     *
     * @param command its kind: QUERY, EXECUTE, BATCH, PREPARE
     * @param request its kind in words
     * @param id of a trace that began elsewhere; null for a new one
     */
    public Trace begin(InetAddress client, String command, String request, @Nullable UUID id) {
        return new Trace(
                id == null ? uuids.timeUuid() : id,
                client,
                command,
                request,
                Math.floorDiv(time.wallMicros(), 1_000),
                new TraceLog(internode, time));
    }

    /** The request is about to be answered. */
    public void end(Trace trace) {
        trace.log().step("Request complete");
        long nowSecond = TimeUnit.NANOSECONDS.toSeconds(time.nanoTime());
        if (nowSecond != second) {
            second = nowSecond;
            inSecond = 0;
        }
        if (inSecond++ < TRACES_A_SECOND) {
            finished.accept(new FinishedTrace(
                    trace.id(),
                    trace.client(),
                    trace.command(),
                    address(),
                    self.getPort(),
                    (int) Math.min(Integer.MAX_VALUE, trace.log().elapsedMicros()),
                    new TreeMap<>(trace.parameters()),
                    trace.request(),
                    trace.startedMillis(),
                    events(trace.log())));
        }
    }

    private List<FinishedTrace.Event> events(TraceLog log) {
        List<FinishedTrace.Event> events = new ArrayList<>();
        for (TraceStep step : log.steps()) {
            events.add(new FinishedTrace.Event(uuids.timeUuid(), cut(step.activity()), step.source(), (int)
                    Math.min(Integer.MAX_VALUE, step.elapsedMicros())));
        }
        return events;
    }

    private InetAddress address() {
        InetAddress address = self.getAddress();
        return address == null ? InetAddress.getLoopbackAddress() : address;
    }

    /** A text as short as it may be in a trace. */
    public static String cut(String text) {
        return text.length() <= TEXT_CHARS_MAX ? text : text.substring(0, TEXT_CHARS_MAX) + "…";
    }
}
