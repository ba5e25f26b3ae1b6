package io.starlingdb.node.sync;

import io.starlingdb.antientropy.Scope;
import io.starlingdb.gossip.Liveness;
import io.starlingdb.kernel.Lane;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.replica.DoneHandler;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.wire.Failure;
import io.starlingdb.wire.Message;
import io.starlingdb.wire.ReplyHandler;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Rows that are stored here and cannot be read: their copies are fetched from every co-replica that lives and joined in their place. A join into a row
 * that cannot be read counts it as absent, so what is stored then is what the others hold: nothing, if they all hold nothing. The row stays here until all
 * have been asked.
 */
final class CorruptRows {
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int ROWS_MAX = 10_000;

    private final SyncParts on;
    private final Supplier<SyncScopes> scopes;
    private final SyncListener listener;
    private final SortedMap<RowKey, List<NodeId>> waiting = new TreeMap<>();
    private final SortedMap<RowKey, List<NodeId>> unanswered = new TreeMap<>();
    private boolean isScheduled;

    CorruptRows(SyncParts on, Supplier<SyncScopes> scopes, SyncListener listener) {
        this.on = on;
        this.scopes = scopes;
        this.listener = listener;
    }

    /** A row cannot be read. What is known already, or too many, is left to the next that reads it. */
    void found(RowKey key) {
        boolean isKnown = waiting.containsKey(key) || unanswered.containsKey(key);
        if (!isKnown && waiting.size() + unanswered.size() < ROWS_MAX) {
            waiting.put(key, peers(key));
            if (!isScheduled) {
                isScheduled = true;
                on.loop().execute(this::step);
            }
        }
    }

    private List<NodeId> peers(RowKey key) {
        SyncScopes present = scopes.get();
        for (Scope scope : present.scopes()) {
            if (scope.range().contains(key.token()) && present.tables(scope).contains(key.tableId())) {
                return present.peers(scope);
            }
        }
        return List.of();
    }

    private void step() {
        Iterator<RowKey> keys = waiting.keySet().iterator();
        if (!keys.hasNext()) {
            isScheduled = !unanswered.isEmpty();
            waiting.putAll(unanswered);
            unanswered.clear();
            if (isScheduled) {
                later();
            }
            return;
        }
        RowKey key = keys.next();
        fetch(key, waiting.getOrDefault(key, List.of()), 0, false);
    }

    private void fetch(RowKey key, List<NodeId> peers, int place, boolean isMended) {
        if (place == peers.size()) {
            waiting.remove(key);
            if (isMended) {
                listener.mendedCorrupt();
            } else if (peers.stream().allMatch(this::isUp)) {
                forget(key, peers);
            } else {
                unanswered.put(key, peers);
            }
            on.loop().execute(this::step);
            return;
        }
        RecordMember peer = on.record().current().member(peers.get(place));
        if (peer == null || !isUp(peer.id())) {
            fetch(key, peers, place + 1, isMended);
            return;
        }
        EntriesRequest request = new EntriesRequest(on.record().current().epoch(), 0, List.of(key));
        on.replica().fetching(true);
        on.messenger().request(peer.endpoint(), Lane.BULK, request, EntryMend.PATIENCE_NANOS, new ReplyHandler() {
            @Override
            public void onReply(Message reply) {
                on.replica().fetching(false); // the join counts by itself
                if (reply instanceof EntriesReply entries && !entries.entries().isEmpty()) {
                    join(entries, () -> fetch(key, peers, place + 1, true));
                } else if (reply instanceof EntriesReply) {
                    fetch(key, peers, place + 1, isMended);
                } else {
                    later();
                }
            }

            @Override
            public void onFailure(Failure failure) {
                on.replica().fetching(false);
                later();
            }
        });
    }

    private boolean isUp(NodeId peer) {
        return on.membership().liveness(peer) != Liveness.DEAD;
    }

    /** All others have answered, and hold nothing: it was deleted, and what it was deleted by is purged. */
    private void forget(RowKey key, List<NodeId> peers) {
        if (peers.isEmpty()) {
            return; // nobody else may know it: an operator must
        }
        on.replica().forgetCorrupt(key, on.time().nanoTime() + EntryMend.PATIENCE_NANOS, new DoneHandler<>() {
            @Override
            public void done(Boolean gone) {
                listener.mendedCorrupt();
            }

            @Override
            public void failed(Throwable failure) {
                found(key);
            }
        });
    }

    private void join(EntriesReply reply, Runnable next) {
        on.replica().repair(reply.entries(), on.time().nanoTime() + EntryMend.PATIENCE_NANOS, new DoneHandler<>() {
            @Override
            public void done(Integer changed) {
                next.run();
            }

            @Override
            public void failed(Throwable failure) {
                later();
            }
        });
    }

    private void later() {
        on.loop().schedule(RETRY_NANOS, this::step);
    }
}
