package io.starlingdb.node.tracing;

import io.starlingdb.wire.TraceLog;
import java.net.InetAddress;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** A request that its client wants to see the steps of, under way. Loop only. */
public final class Trace {
    private final UUID id;
    private final InetAddress client;
    private final String command;
    private final String request;
    private final long startedMillis;
    private final TraceLog log;
    private final SortedMap<String, String> parameters = new TreeMap<>();

    Trace(UUID id, InetAddress client, String command, String request, long startedMillis, TraceLog log) {
        this.id = id;
        this.client = client;
        this.command = command;
        this.request = request;
        this.startedMillis = startedMillis;
        this.log = log;
    }

    /** The session. */
    public UUID id() {
        return id;
    }

    InetAddress client() {
        return client;
    }

    String command() {
        return command;
    }

    String request() {
        return request;
    }

    long startedMillis() {
        return startedMillis;
    }

    /** What the request said, by name. */
    public SortedMap<String, String> parameters() {
        return parameters;
    }

    /** Takes what is done for it. */
    public TraceLog log() {
        return log;
    }
}
