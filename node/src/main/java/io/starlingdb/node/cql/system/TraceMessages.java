package io.starlingdb.node.cql.system;

import io.starlingdb.wire.MessageCodec;
import io.starlingdb.wire.MessageRegistry;
import io.starlingdb.wire.WireException;
import io.starlingdb.wire.WireReader;
import io.starlingdb.wire.WireWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** Traces on their way to the other nodes. Ids 240–249; append only (240 was a form without the events' sources). */
public final class TraceMessages {
    private static final int EVENT_BYTES_MIN = 22;
    private static final int PARAMETER_BYTES_MIN = 2;

    private TraceMessages() {}

    /** Adds the messages of traces to a node's registry. */
    public static void register(MessageRegistry.Builder registry) {
        registry.register(241, FinishedTrace.class, new Codec());
    }

    private static final class Codec implements MessageCodec<FinishedTrace> {
        @Override
        public void write(FinishedTrace trace, WireWriter out, int version) {
            uuid(trace.session(), out);
            out.bytes(trace.client().getAddress());
            out.string(trace.command());
            out.bytes(trace.coordinator().getAddress());
            out.u16(trace.coordinatorPort());
            out.varint(trace.durationMicros());
            out.count(trace.parameters().size());
            trace.parameters().forEach((name, value) -> {
                out.string(name);
                out.string(value);
            });
            out.string(trace.request());
            out.int64(trace.startedMillis());
            out.count(trace.events().size());
            for (FinishedTrace.Event event : trace.events()) {
                uuid(event.id(), out);
                out.string(event.activity());
                out.endpoint(event.source());
                out.varint(event.elapsedMicros());
            }
        }

        @Override
        public FinishedTrace read(WireReader in, int version) {
            UUID session = uuid(in);
            InetAddress client = address(in);
            String command = in.string();
            InetAddress coordinator = address(in);
            int port = in.u16();
            int duration = in.varint(Integer.MAX_VALUE);
            SortedMap<String, String> parameters = new TreeMap<>();
            for (int left = in.count(PARAMETER_BYTES_MIN); left > 0; left--) {
                parameters.put(in.string(), in.string());
            }
            String request = in.string();
            long started = in.int64();
            int count = in.count(EVENT_BYTES_MIN);
            List<FinishedTrace.Event> events = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                events.add(new FinishedTrace.Event(uuid(in), in.string(), in.endpoint(), in.varint(Integer.MAX_VALUE)));
            }
            return new FinishedTrace(
                    session, client, command, coordinator, port, duration, parameters, request, started, events);
        }
    }

    private static void uuid(UUID id, WireWriter out) {
        out.int64(id.getMostSignificantBits());
        out.int64(id.getLeastSignificantBits());
    }

    private static UUID uuid(WireReader in) {
        return new UUID(in.int64(), in.int64());
    }

    private static InetAddress address(WireReader in) {
        try {
            return InetAddress.getByAddress(in.bytes());
        } catch (UnknownHostException e) {
            throw new WireException("an address of neither 4 nor 16 bytes");
        }
    }
}
