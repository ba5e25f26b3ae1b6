package io.starlingdb.node.nativeprotocol;

import com.datastax.oss.protocol.internal.Frame;
import com.datastax.oss.protocol.internal.ProtocolConstants.EventType;
import com.datastax.oss.protocol.internal.response.Event;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who wants to hear of what, and tells them. Loop only. */
final class EventHub {
    /** What clients may register for. */
    static final Set<String> TYPES =
            Set.of(EventType.TOPOLOGY_CHANGE, EventType.STATUS_CHANGE, EventType.SCHEMA_CHANGE);

    /** Events belong to no request. */
    private static final int STREAM = -1;

    private final Map<String, Set<ClientConnection>> registered = new HashMap<>();

    void register(ClientConnection connection, List<String> types) {
        for (String type : types) {
            registered.computeIfAbsent(type, t -> new LinkedHashSet<>()).add(connection);
        }
    }

    void forget(ClientConnection connection) {
        registered.values().forEach(connections -> connections.remove(connection));
    }

    /** Tells everybody who registered for this kind of event. */
    void announce(Event event) {
        for (ClientConnection connection : registered.getOrDefault(event.type, Set.of())) {
            connection.send(
                    Frame.forResponse(connection.conversation().version(), STREAM, null, Map.of(), List.of(), event));
        }
    }
}
