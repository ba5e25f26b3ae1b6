package io.starlingdb.node.cql.system;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.wire.Message;
import java.net.InetAddress;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;

/**
 * What one traced request did: a row of {@code system_traces.sessions} and its events. Sent to all nodes, as a client may ask any of them.
 *
 * @param client who asked
 * @param coordinator which node answered, and its port for clients
 * @param durationMicros from the request to its answer
 * @param parameters what the request said, by name
 * @param startedMillis since 1970
 */
public record FinishedTrace(
        UUID session,
        InetAddress client,
        String command,
        InetAddress coordinator,
        int coordinatorPort,
        int durationMicros,
        SortedMap<String, String> parameters,
        String request,
        long startedMillis,
        List<Event> events)
        implements Message {

    /**
     * A step.
     *
     * @param source the node that did it
     * @param elapsedMicros since it began to work for the request
     */
    public record Event(UUID id, String activity, Endpoint source, int elapsedMicros) {}

    public FinishedTrace {
        events = List.copyOf(events);
    }
}
