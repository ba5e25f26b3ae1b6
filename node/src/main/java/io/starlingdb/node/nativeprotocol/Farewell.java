package io.starlingdb.node.nativeprotocol;

import io.starlingdb.kernel.Scheduler;
import io.starlingdb.kernel.TimeSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * How clients' connections end when the node drains. Whoever ends a connection loses what the other side sends meanwhile, so clients
 * are given time to end theirs; after that the silent ones are ended, and at last all. Loop only.
 */
final class Farewell {
    /**
     * How long it takes.
     *
     * @param clientsNanos how long only clients end connections: longer than drivers wait for more events (a second) before they act on one
     * @param silenceNanos from then on whoever has had nothing under way for so long is ended
     * @param allNanos from then on all are, whatever they have under way
     */
    record Patience(long clientsNanos, long silenceNanos, long allNanos) {
        static final Patience DEFAULT = new Patience(
                TimeUnit.SECONDS.toNanos(2), TimeUnit.MILLISECONDS.toNanos(250), TimeUnit.SECONDS.toNanos(6));
    }

    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Collection<ClientConnection> connections;
    private final Patience patience;
    private final Scheduler loop;
    private final TimeSource time;
    private final long beginNanos;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /** @param connections all there are; those that are closed leave it */
    Farewell(Collection<ClientConnection> connections, Patience patience, Scheduler loop, TimeSource time) {
        this.connections = connections;
        this.patience = patience;
        this.loop = loop;
        this.time = time;
        this.beginNanos = time.nanoTime();
        loop.schedule(patience.clientsNanos(), this::look);
        left();
    }

    /** Completes when there is no connection any more. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    /** A connection was closed, perhaps the last one. */
    void left() {
        if (connections.isEmpty()) {
            ended.complete(null);
        }
    }

    private void look() {
        if (ended.isDone()) {
            return;
        }
        long now = time.nanoTime();
        boolean all = now - beginNanos >= patience.allNanos();
        for (ClientConnection connection : new ArrayList<>(connections)) {
            if (all || connection.isSilentSince(now - patience.silenceNanos())) {
                connection.end();
            }
        }
        loop.schedule(POLL_NANOS, this::look);
    }
}
