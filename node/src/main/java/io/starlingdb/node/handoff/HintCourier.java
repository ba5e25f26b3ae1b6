package io.starlingdb.node.handoff;

import io.starlingdb.gossip.Liveness;
import io.starlingdb.hints.HintSender;
import io.starlingdb.hints.StoredHint;
import io.starlingdb.kernel.Lane;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.data.Entry;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.replica.Done;
import io.starlingdb.node.replica.DoneHandler;
import io.starlingdb.node.replica.Refused;
import io.starlingdb.node.replica.RepairRequest;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.wire.Failure;
import io.starlingdb.wire.Message;
import io.starlingdb.wire.ReplyHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Takes batches of hints to replicas, as copies of rows to be joined. Rows are decoded and placed on the hint thread, sent from the loop, and
 * the answers go back to the hint thread.
 */
final class HintCourier implements HintSender {
    private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final HandoffFoundation on;
    private final HintPlaces places;
    private final Executor hintThread;

    HintCourier(HandoffFoundation on, HintPlaces places, Executor hintThread) {
        this.on = on;
        this.places = places;
        this.hintThread = hintThread;
    }

    @Override
    public void deliver(NodeId target, List<StoredHint> batch, Outcome outcome) {
        Shipment shipment = new Shipment(batch.size(), outcome);
        for (int i = 0; i < batch.size(); i++) {
            RowKey key = RowKey.decode(batch.get(i).key().row());
            if (places.table(key) == null) {
                shipment.fates[i] = Fate.NEEDLESS;
            } else if (places.owners(key).stream().noneMatch(owner -> owner.id().equals(target))) {
                shipment.fates[i] = Fate.MISPLACED;
            } else {
                shipment.add(i, target, entry(key, batch.get(i)));
            }
        }
        on.loop().execute(shipment::send);
    }

    @Override
    public void handOn(NodeId target, List<StoredHint> batch, Outcome outcome) {
        Shipment shipment = new Shipment(batch.size(), outcome);
        List<List<RecordMember>> owners = new ArrayList<>();
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            RowKey key = RowKey.decode(batch.get(i).key().row());
            shipment.fates[i] = places.table(key) == null ? Fate.NEEDLESS : Fate.FAILED;
            owners.add(places.owners(key));
            entries.add(entry(key, batch.get(i)));
        }
        on.loop().execute(() -> {
            for (int i = 0; i < entries.size(); i++) {
                for (RecordMember owner : owners.get(i)) {
                    if (!owner.id().equals(on.self()) && on.membership().liveness(owner.id()) == Liveness.ALIVE) {
                        shipment.add(i, owner.id(), entries.get(i));
                    }
                }
            }
            shipment.send();
        });
    }

    private static Entry entry(RowKey key, StoredHint hint) {
        return new Entry(key, RowJoiner.decode(hint.hint().content()));
    }

    /** One message: rows of one table for one replica. */
    private record Parcel(NodeId to, List<Integer> places, List<Entry> entries) {}

    /** A batch under way. */
    private final class Shipment {
        private final Fate[] fates;
        private final Outcome outcome;
        private final SortedMap<NodeId, SortedMap<Integer, Parcel>> parcels = new TreeMap<>();
        private int open;

        Shipment(int hints, Outcome outcome) {
            this.fates = new Fate[hints];
            this.outcome = outcome;
        }

        /** The hint at this place of the batch is for this replica too. */
        void add(int place, NodeId to, Entry entry) {
            fates[place] = Fate.ACKNOWLEDGED; // unless one of the parcels that it is in gets lost
            Parcel parcel = parcels.computeIfAbsent(to, unused -> new TreeMap<>())
                    .computeIfAbsent(
                            entry.key().tableId(), unused -> new Parcel(to, new ArrayList<>(), new ArrayList<>()));
            parcel.places().add(place);
            parcel.entries().add(entry);
        }

        /** On the loop. */
        void send() {
            open = 1;
            for (SortedMap<Integer, Parcel> byTable : parcels.values()) {
                for (Parcel parcel : byTable.values()) {
                    open++;
                    send(parcel);
                }
            }
            closed();
        }

        private void send(Parcel parcel) {
            RecordMember to = on.record().current().member(parcel.to());
            if (to == null) {
                lost(parcel);
            } else if (parcel.to().equals(on.self())) {
                on.replica().mend(parcel.entries(), on.time().nanoTime() + TIMEOUT_NANOS, new DoneHandler<>() {
                    @Override
                    public void done(Integer changed) {
                        closed();
                    }

                    @Override
                    public void failed(Throwable failure) {
                        lost(parcel);
                    }
                });
            } else {
                on.messenger()
                        .request(
                                to.endpoint(),
                                Lane.BULK,
                                new RepairRequest(on.record().current().epoch(), parcel.entries()),
                                TIMEOUT_NANOS,
                                new Answer(to, parcel));
            }
        }

        private void lost(Parcel parcel) {
            parcel.places().forEach(place -> fates[place] = Fate.FAILED);
            closed();
        }

        private void closed() {
            if (--open == 0) {
                hintThread.execute(() -> outcome.ended(List.of(fates)));
            }
        }

        /** What the replica says. */
        private final class Answer implements ReplyHandler {
            private final RecordMember from;
            private final Parcel parcel;

            Answer(RecordMember from, Parcel parcel) {
                this.from = from;
                this.parcel = parcel;
            }

            @Override
            public void onReply(Message reply) {
                if (reply instanceof Done) {
                    closed();
                    return;
                }
                if (reply instanceof Refused refused) {
                    on.record().heardOf(refused.epoch(), from.endpoint());
                }
                lost(parcel);
            }

            @Override
            public void onFailure(Failure failure) {
                lost(parcel);
            }
        }
    }
}
