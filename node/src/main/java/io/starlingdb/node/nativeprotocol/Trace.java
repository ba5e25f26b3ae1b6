package io.starlingdb.node.nativeprotocol;

import io.starlingdb.node.cql.system.FinishedTrace;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** A request that its client wants to see the steps of, under way. Loop only. */
final class Trace {
    private final UUID id;
    private final InetAddress client;
    private final String command;
    private final long startedMillis;
    private final long beginNanos;
    private final SortedMap<String, String> parameters = new TreeMap<>();
    private final List<FinishedTrace.Event> events = new ArrayList<>();

    Trace(UUID id, InetAddress client, String command, long startedMillis, long beginNanos) {
        this.id = id;
        this.client = client;
        this.command = command;
        this.startedMillis = startedMillis;
        this.beginNanos = beginNanos;
    }

    UUID id() {
        return id;
    }

    InetAddress client() {
        return client;
    }

    String command() {
        return command;
    }

    long startedMillis() {
        return startedMillis;
    }

    SortedMap<String, String> parameters() {
        return parameters;
    }

    List<FinishedTrace.Event> events() {
        return events;
    }

    void step(UUID eventId, String activity, long nowNanos) {
        events.add(new FinishedTrace.Event(eventId, activity, elapsedMicros(nowNanos)));
    }

    int elapsedMicros(long nowNanos) {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(0, (nowNanos - beginNanos) / 1_000));
    }
}
