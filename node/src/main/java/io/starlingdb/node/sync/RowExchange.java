package io.starlingdb.node.sync;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.gossip.Liveness;
import io.starlingdb.kernel.Lane;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.replica.DoneHandler;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.wire.Failure;
import io.starlingdb.wire.Message;
import io.starlingdb.wire.ReplyHandler;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Exchanges some entries, of one table, with every co-replica that lives: fetches what they have now and joins it. */
final class RowExchange {
    private final SyncParts on;
    private final Settlement settlement;

    RowExchange(SyncParts on, Settlement settlement) {
        this.on = on;
        this.settlement = settlement;
    }

    /** @param handler hears how many entries changed; or that a co-replica that lives could not be asked */
    void run(List<RowKey> keys, long deadlineNanos, DoneHandler<Integer> handler) {
        List<RowKey> left = new ArrayList<>(keys);
        Collections.sort(left);
        next(left, deadlineNanos, 0, handler);
    }

    /** Those of the first one's scope, then the rest. */
    private void next(List<RowKey> keys, long deadlineNanos, int changed, DoneHandler<Integer> handler) {
        if (keys.isEmpty()) {
            handler.done(changed);
            return;
        }
        Owned owned = settlement.owned(keys.get(0));
        if (owned == null) {
            handler.failed(refusal());
            return;
        }
        List<RowKey> here = new ArrayList<>();
        List<RowKey> rest = new ArrayList<>();
        for (RowKey key : keys) {
            (owned.scope().range().contains(key.token()) ? here : rest).add(key);
        }
        List<NodeId> peers = settlement.owned().peers(owned.scope());
        owned.beginJoin(); // what is fetched is on its way here
        fetch(owned, here, here, peers, deadlineNanos, changed, new DoneHandler<>() {
            @Override
            public void done(Integer total) {
                owned.endJoin(false);
                next(rest, deadlineNanos, total, handler);
            }

            @Override
            public void failed(Throwable failure) {
                owned.endJoin(false);
                handler.failed(failure);
            }
        });
    }

    private void fetch(
            Owned owned,
            List<RowKey> all,
            List<RowKey> keys,
            List<NodeId> peers,
            long deadlineNanos,
            int changed,
            DoneHandler<Integer> handler) {
        if (peers.isEmpty()) {
            handler.done(changed);
            return;
        }
        List<NodeId> others = peers.subList(1, peers.size());
        RecordMember peer = on.record().current().member(peers.get(0));
        if (keys.isEmpty() || peer == null || on.membership().liveness(peer.id()) == Liveness.DEAD) {
            fetch(owned, all, all, others, deadlineNanos, changed, handler);
            return;
        }
        long left = Math.min(EntryMend.PATIENCE_NANOS, deadlineNanos - on.time().nanoTime());
        if (left <= 0) {
            handler.failed(StarlingException.timeout(1, 0));
            return;
        }
        EntriesRequest request = new EntriesRequest(on.record().current().epoch(), owned.settled(), keys);
        on.messenger().request(peer.endpoint(), Lane.BULK, request, left, new ReplyHandler() {
            @Override
            public void onReply(Message reply) {
                if (!(reply instanceof EntriesReply entries)) {
                    handler.failed(refusal());
                    return;
                }
                int answered = Math.max(1, Math.min(entries.answered(), keys.size()));
                on.replica().repair(entries.entries(), deadlineNanos, new DoneHandler<>() {
                    @Override
                    public void done(Integer more) {
                        fetch(
                                owned,
                                all,
                                keys.subList(answered, keys.size()),
                                peers,
                                deadlineNanos,
                                changed + more,
                                handler);
                    }

                    @Override
                    public void failed(Throwable failure) {
                        handler.failed(failure);
                    }
                });
            }

            @Override
            public void onFailure(Failure failure) {
                handler.failed(refusal());
            }
        });
    }

    private static StarlingException refusal() {
        return new StarlingException(
                ErrorCode.REPLICA_FAILURE, "A copy from a closed time could not be fetched from the other replicas");
    }
}
