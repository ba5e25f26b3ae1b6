package io.starlingdb.node.cql.system;

import io.starlingdb.kernel.Endpoint;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The newest traces of the whole cluster, in memory. Loop only. */
public final class TraceStore {
    private static final int TRACES_MAX = 1_000;

    private final Map<UUID, FinishedTrace> traces = new LinkedHashMap<>();

    /** Keeps a trace; the oldest makes way. */
    public void add(FinishedTrace trace) {
        traces.put(trace.session(), trace);
        if (traces.size() > TRACES_MAX) {
            traces.remove(traces.keySet().iterator().next());
        }
    }

    List<Map<String, Object>> sessions() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (FinishedTrace trace : traces.values()) {
            Map<String, Object> row = new HashMap<>();
            row.put("session_id", trace.session());
            row.put("client", trace.client());
            row.put("command", trace.command());
            row.put("coordinator", trace.coordinator());
            row.put("coordinator_port", trace.coordinatorPort());
            row.put("duration", trace.durationMicros());
            row.put("parameters", trace.parameters());
            row.put("request", trace.request());
            row.put("started_at", Instant.ofEpochMilli(trace.startedMillis()));
            rows.add(row);
        }
        return rows;
    }

    /** A node that goes by a name is looked for under its address by nobody: the coordinator's stands for it. */
    private static InetAddress address(Endpoint source, FinishedTrace trace) {
        boolean isLiteral = source.host().matches("[0-9.]+|[0-9a-fA-F.]*:[0-9a-fA-F:.]*");
        try {
            return isLiteral ? InetAddress.getByName(source.host()) : trace.coordinator();
        } catch (UnknownHostException e) {
            return trace.coordinator();
        }
    }

    List<Map<String, Object>> events() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (FinishedTrace trace : traces.values()) {
            for (FinishedTrace.Event event : trace.events()) {
                Map<String, Object> row = new HashMap<>();
                row.put("session_id", trace.session());
                row.put("event_id", event.id());
                row.put("activity", event.activity());
                row.put("source", address(event.source(), trace));
                row.put("source_port", event.source().port());
                row.put("source_elapsed", event.elapsedMicros());
                row.put("thread", "loop");
                rows.add(row);
            }
        }
        return rows;
    }
}
