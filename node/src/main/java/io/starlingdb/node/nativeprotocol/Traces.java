package io.starlingdb.node.nativeprotocol;

import com.datastax.oss.protocol.internal.Message;
import com.datastax.oss.protocol.internal.request.Batch;
import com.datastax.oss.protocol.internal.request.Execute;
import com.datastax.oss.protocol.internal.request.Prepare;
import com.datastax.oss.protocol.internal.request.Query;
import io.starlingdb.kernel.TimeSource;
import io.starlingdb.node.cql.system.FinishedTrace;
import io.starlingdb.node.cql.value.UuidSource;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows requests whose clients asked for it, and hands what they did to {@code finished}, which spreads it. Requests beyond so many a
 * second are answered like others but not followed: their session never appears. Loop only.
 */
final class Traces {
    private static final int TRACES_A_SECOND = 100;
    private static final int TEXT_CHARS_MAX = 1_000;

    private final TimeSource time;
    private final UuidSource uuids;
    private final InetSocketAddress self;
    private final Consumer<FinishedTrace> finished;
    private long second;
    private int inSecond;

    /** @param self where clients reach this node */
    Traces(TimeSource time, UuidSource uuids, InetSocketAddress self, Consumer<FinishedTrace> finished) {
        this.time = time;
        this.uuids = uuids;
        this.self = self;
        this.finished = finished;
    }

    Trace begin(ClientConnection connection, Message request) {
        Trace trace = new Trace(
                uuids.timeUuid(),
                connection.clientAddress(),
                Opcodes.name(request.opcode),
                Math.floorDiv(time.wallMicros(), 1_000),
                time.nanoTime());
        if (request instanceof Query query) {
            trace.parameters().put("query", cut(query.query));
            say(trace, query.options.consistency, query.options.serialConsistency, query.options.pageSize);
            step(trace, "Parsing " + cut(query.query));
        } else if (request instanceof Execute execute) {
            say(trace, execute.options.consistency, execute.options.serialConsistency, execute.options.pageSize);
            step(trace, "Executing a prepared statement");
        } else if (request instanceof Batch batch) {
            say(trace, batch.consistency, batch.serialConsistency, 0);
            step(trace, "Executing a batch of " + batch.queriesOrIds.size() + " statements");
        } else if (request instanceof Prepare prepare) {
            trace.parameters().put("query", cut(prepare.cqlQuery));
            step(trace, "Preparing " + cut(prepare.cqlQuery));
        }
        return trace;
    }

    /** Another step. */
    void step(@Nullable Trace trace, String activity) {
        if (trace != null) {
            trace.step(uuids.timeUuid(), activity, time.nanoTime());
        }
    }

    /** The request is about to be answered. */
    void end(Trace trace, long nowNanos) {
        step(trace, "Request complete");
        long nowSecond = TimeUnit.NANOSECONDS.toSeconds(nowNanos);
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
                    trace.elapsedMicros(nowNanos),
                    new TreeMap<>(trace.parameters()),
                    request(trace.command()),
                    trace.startedMillis(),
                    trace.events()));
        }
    }

    private InetAddress address() {
        InetAddress address = self.getAddress();
        return address == null ? InetAddress.getLoopbackAddress() : address;
    }

    private static void say(Trace trace, int level, int serial, int pageSize) {
        trace.parameters().put("consistency_level", Consistencies.level(level).name());
        trace.parameters()
                .put("serial_consistency_level", Consistencies.level(serial).name());
        if (pageSize > 0) {
            trace.parameters().put("page_size", Integer.toString(pageSize));
        }
    }

    private static String request(String command) {
        return switch (command) {
            case "QUERY" -> "Execute CQL3 query";
            case "EXECUTE" -> "Execute CQL3 prepared query";
            case "BATCH" -> "Execute batch of CQL3 queries";
            default -> "Preparing CQL3 query";
        };
    }

    private static String cut(String text) {
        return text.length() <= TEXT_CHARS_MAX ? text : text.substring(0, TEXT_CHARS_MAX) + "…";
    }
}
