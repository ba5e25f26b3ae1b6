package io.starlingdb.node.handoff;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.gossip.Liveness;
import io.starlingdb.gossip.Member;
import io.starlingdb.gossip.MembershipListener;
import io.starlingdb.hints.HintRules;
import io.starlingdb.hints.TargetReport;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.coordinator.HintKeeper;
import io.starlingdb.node.data.Delta;
import io.starlingdb.node.data.RowDelta;
import io.starlingdb.node.replica.DoneHandler;
import io.starlingdb.node.replica.StampHolder;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.NodeStatus;
import io.starlingdb.node.ring.RecordMember;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what replicas missed, and brings it to them when they are back. The loop owns it.
 *
 * <p>Hints that come in are gathered, and go to the hint thread batch by batch: the next one when the last is stored. So the thread hops are
 * few, what waits is bounded, and the stamps of all that waits are known. What finds no room is dropped and counted.
 */
public final class Handoff implements HintKeeper, StampHolder, MembershipListener {
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final int WAITING_ROWS_MAX = 20_000;
    private static final long WAITING_BYTES_MAX = 32L << 20;

    private final HandoffFoundation on;
    private final HintDisk disk;
    private final HintWorker worker;
    private final HintPlaces places = new HintPlaces();
    private final SortedMap<NodeId, Long> dropped = new TreeMap<>();
    private List<HintIntake> waiting = new ArrayList<>();
    private int waitingRows;
    private long waitingBytes;
    private long waitingLowest = NOTHING;
    private long busyLowest = NOTHING;
    private boolean isBusy;
    private boolean isClosed;
    private @Nullable CompletableFuture<@Nullable Void> left;

    public Handoff(HandoffFoundation on, HandoffSettings settings, HintDisk disk) {
        this(on, settings, disk, HintRules.SOUND);
    }

    public Handoff(HandoffFoundation on, HandoffSettings settings, HintDisk disk, HintRules rules) {
        this.on = on;
        this.disk = disk;
        this.worker = new HintWorker(on, settings, disk, places, rules);
    }

    /** Begins to deliver what an earlier life has left, and all that comes. */
    public void start() {
        on.record().listen(this::show);
        places.show(on.record().current());
        on.membership().listen(this);
        if (disk.hasHints()) {
            worker.openEarly();
        }
        disk.execute(() -> worker.up(on.self()));
        for (Member member : on.membership().members()) {
            livenessChanged(member, Liveness.DEAD);
        }
        tick();
    }

    private void show(ClusterRecord newer) {
        places.show(newer);
        worker.executeAndWork(worker::placesChanged);
        RecordMember self = newer.member(on.self());
        if (self != null && self.status() == NodeStatus.LEAVING) {
            CompletableFuture<@Nullable Void> unused = leave();
        } else if (self != null && left != null) {
            stay();
        }
    }

    private void tick() {
        if (isClosed) {
            return;
        }
        if (worker.count() > 0) {
            worker.wake();
        }
        CompletableFuture<@Nullable Void> leaving = left;
        if (leaving != null && isEmpty()) {
            leaving.complete(null);
        }
        on.loop().schedule(TICK_NANOS, this::tick);
    }

    private boolean isEmpty() {
        return !isBusy && waiting.isEmpty() && worker.lowestStamp() == NOTHING;
    }

    @Override
    public void livenessChanged(Member member, Liveness before) {
        NodeId id = member.id();
        switch (member.liveness()) {
            case ALIVE -> worker.executeAndWork(() -> worker.up(id));
            case DEAD -> disk.execute(() -> worker.down(id));
            case SUSPECT -> {
                // It may well be there; what does not arrive is sent again.
            }
        }
    }

    @Override
    public void restarted(Member member) {
        NodeId id = member.id();
        worker.executeAndWork(() -> {
            worker.down(id);
            worker.up(id);
        });
    }

    /** While this node leaves it keeps no more hints of this kind, or it might never be done: others hold the write, and exchange it. */
    @Override
    public void missed(NodeId target, Delta delta) {
        HintIntake intake = new HintIntake(target, delta.rows(), delta.dot().stamp(), null);
        if (left == null) {
            take(intake);
        } else {
            drop(intake);
        }
    }

    @Override
    public void keep(NodeId target, Delta delta, DoneHandler<Boolean> handler) {
        if (delta.dot().stamp() <= on.promised().getAsLong()) {
            handler.failed(new StarlingException(
                    ErrorCode.REPLICA_FAILURE, "The write came too late to be kept: its time is closed already"));
        } else {
            take(new HintIntake(target, delta.rows(), delta.dot().stamp(), handler));
        }
    }

    private void take(HintIntake intake) {
        long bytes = intake.bytes();
        boolean isFull = waitingRows + intake.rows().size() > WAITING_ROWS_MAX
                || (waitingRows > 0 && waitingBytes + bytes > WAITING_BYTES_MAX);
        if (isFull || isClosed) {
            drop(intake);
            return;
        }
        waiting.add(intake);
        waitingRows += intake.rows().size();
        waitingBytes += bytes;
        waitingLowest = Math.min(waitingLowest, intake.stamp());
        if (!isBusy) {
            store();
        }
    }

    private void drop(HintIntake intake) {
        dropped.merge(intake.target(), (long) intake.rows().size(), Long::sum);
        for (RowDelta row : intake.rows()) {
            on.missed().missed(intake.target(), row.key().token());
        }
        if (intake.counts() != null) {
            intake.counts().failed(StarlingException.overloaded("Overloaded: too many hints wait to be stored"));
        }
    }

    private void store() {
        List<HintIntake> batch = waiting;
        SortedMap<NodeId, Long> lost = new TreeMap<>(dropped);
        busyLowest = waitingLowest;
        waiting = new ArrayList<>();
        waitingRows = 0;
        waitingBytes = 0;
        waitingLowest = NOTHING;
        dropped.clear();
        isBusy = true;
        List<List<Boolean>> kept = new ArrayList<>(1);
        worker.executeAndWork(() -> {
            lost.forEach(worker::drop);
            kept.add(worker.keep(batch));
        });
        // Behind the work, whose results are published by then.
        disk.execute(() -> on.loop().execute(() -> stored(batch, kept.isEmpty() ? List.of() : kept.get(0))));
    }

    private void stored(List<HintIntake> batch, List<Boolean> kept) {
        isBusy = false;
        busyLowest = NOTHING;
        if (!waiting.isEmpty()) {
            store();
        }
        for (int i = 0; i < batch.size(); i++) {
            DoneHandler<Boolean> counts = batch.get(i).counts();
            if (counts != null && i < kept.size() && kept.get(i)) {
                counts.done(true);
            } else if (counts != null) {
                counts.failed(new StarlingException(ErrorCode.REPLICA_FAILURE, "There is no room for the hint"));
            }
        }
    }

    @Override
    public long lowestStamp() {
        return Math.min(Math.min(waitingLowest, busyLowest), worker.lowestStamp());
    }

    /** What is kept for each target, and what became of the rest, by target. */
    public List<TargetReport> reports() {
        return worker.reports();
    }

    /** Whether there may be hints that {@link #reports} does not know yet: they are on their way into the store, or it is being opened. */
    public boolean isStoring() {
        return isBusy || !waiting.isEmpty() || worker.lowestStamp() == 0;
    }

    /** The node leaves: gives its hints to the rows' live replicas. Completes on the loop when it has none left. Again: the same future. */
    public CompletableFuture<@Nullable Void> leave() {
        CompletableFuture<@Nullable Void> leaving = left;
        if (leaving == null) {
            leaving = new CompletableFuture<>();
            left = leaving;
            worker.executeAndWork(worker::leave);
        }
        return leaving;
    }

    /** The node does not leave after all. */
    private void stay() {
        left = null;
        worker.executeAndWork(worker::stay);
    }

    /** Whether the node leaves, and nothing is left that it kept for others. */
    public boolean hasHandedOn() {
        CompletableFuture<@Nullable Void> leaving = left;
        return leaving != null && leaving.isDone();
    }

    /** Stores what waits and closes the store; completes on the loop. */
    public CompletableFuture<@Nullable Void> close() {
        CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();
        isClosed = true;
        if (!isBusy && !waiting.isEmpty()) {
            store();
        }
        closeWhenStored(closed);
        return closed;
    }

    private void closeWhenStored(CompletableFuture<@Nullable Void> closed) {
        disk.execute(() -> on.loop().execute(() -> {
            if (isBusy) {
                closeWhenStored(closed);
                return;
            }
            disk.execute(() -> {
                worker.close();
                on.loop().execute(() -> closed.complete(null));
            });
        }));
    }
}
