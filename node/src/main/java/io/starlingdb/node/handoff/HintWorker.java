package io.starlingdb.node.handoff;

import io.starlingdb.hints.HintKey;
import io.starlingdb.hints.HintListener;
import io.starlingdb.hints.HintRules;
import io.starlingdb.hints.HintStore;
import io.starlingdb.hints.Hints;
import io.starlingdb.hints.TargetReport;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.data.RowDelta;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.replica.StampHolder;
import io.starlingdb.node.ring.RecordMember;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Owns the hints, on the hint thread. Opens the store when there is something to keep or to deliver, and not before. What the loop may know
 * is published after each piece of work.
 */
final class HintWorker {
    private final HandoffFoundation on;
    private final HandoffSettings settings;
    private final HintDisk disk;
    private final HintRules rules;
    private final HintPlaces places;
    private final Set<NodeId> up = new TreeSet<>();
    private final List<HintKey> missed = new ArrayList<>();
    private final AtomicBoolean isQueued = new AtomicBoolean();
    private @Nullable HintStore store;
    private @Nullable Hints hints;
    private boolean isBroken;
    private boolean isLeaving;
    private volatile List<TargetReport> reports = List.of();
    private volatile long lowestStamp;
    private volatile long count;

    HintWorker(HandoffFoundation on, HandoffSettings settings, HintDisk disk, HintPlaces places, HintRules rules) {
        this.on = on;
        this.settings = settings;
        this.disk = disk;
        this.places = places;
        this.rules = rules;
        this.lowestStamp = StampHolder.NOTHING;
    }

    /** An earlier life may have left hints, of unknown stamps; opens the store. Called before anything else. */
    void openEarly() {
        lowestStamp = 0;
        disk.execute(() -> {
            open();
            work();
        });
    }

    private @Nullable Hints open() {
        if (hints == null && !isBroken) {
            try {
                store = disk.open();
                Hints opened = new Hints(
                        store,
                        new RowJoiner(places),
                        settings.limits(),
                        settings.pace(),
                        new HintCourier(on, places, this::executeAndWork),
                        new Listener(),
                        on.time(),
                        rules);
                opened.open();
                up.forEach(opened::up);
                opened.giveUpUnless(places::isMember);
                if (isLeaving) {
                    opened.leave();
                }
                hints = opened;
            } catch (RuntimeException e) {
                broke(e);
            }
        }
        return hints;
    }

    private void broke(RuntimeException why) {
        isBroken = true;
        hints = null;
        reports = List.of();
        lowestStamp = StampHolder.NOTHING;
        count = 0;
        disk.failed(why);
    }

    /** Keeps a batch of hints; answers for each whether all of it is kept, in order. */
    List<Boolean> keep(List<HintIntake> batch) {
        List<Boolean> kept = new ArrayList<>(batch.size());
        Hints opened = open();
        boolean mustSync = false;
        for (HintIntake intake : batch) {
            boolean isKept = true;
            for (RowDelta row : intake.rows()) {
                isKept &= keep(opened, intake, row);
            }
            mustSync |= isKept && intake.counts() != null;
            kept.add(isKept);
        }
        if (opened != null && mustSync && settings.syncsCounted()) {
            opened.sync();
        }
        return kept;
    }

    private boolean keep(@Nullable Hints opened, HintIntake intake, RowDelta row) {
        HintKey key = new HintKey(intake.target(), row.key().bytes());
        if (opened == null || !disk.hasRoom()) {
            missed.add(key);
            return false;
        }
        return opened.keep(key, RowJoiner.encode(row.row()), intake.stamp(), intake.counts() != null);
    }

    void drop(NodeId target, long dropped) {
        if (hints != null) {
            hints.drop(target, dropped);
        }
    }

    /** A node came back, or was there from the start. */
    void up(NodeId node) {
        up.add(node);
        if (hints != null) {
            hints.up(node);
        }
    }

    void down(NodeId node) {
        up.remove(node);
        if (hints != null) {
            hints.down(node);
        }
    }

    /** The members may have changed. */
    void placesChanged() {
        if (hints != null) {
            hints.giveUpUnless(places::isMember);
        }
    }

    void leave() {
        isLeaving = true;
        if (hints != null) {
            hints.leave();
        }
    }

    void stay() {
        isLeaving = false;
        if (hints != null) {
            hints.stay();
        }
    }

    /** Runs a task on the hint thread and goes on with whatever it made possible. */
    void executeAndWork(Runnable task) {
        disk.execute(() -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                broke(e);
            }
            work();
        });
    }

    /** Has the work that is due done soon; again while it is queued: nothing. Any thread. */
    void wake() {
        if (isQueued.compareAndSet(false, true)) {
            disk.execute(() -> {
                isQueued.set(false);
                work();
            });
        }
    }

    private void work() {
        if (hints != null) {
            try {
                if (hints.work() == 0) {
                    wake();
                }
            } catch (RuntimeException e) {
                broke(e);
            }
        }
        publish();
    }

    private void publish() {
        if (hints != null) {
            reports = hints.reports();
            count = hints.count();
            lowestStamp = hints.lowestStamp();
        }
        if (!missed.isEmpty()) {
            List<HintKey> told = List.copyOf(missed);
            missed.clear();
            on.loop().execute(() -> {
                for (HintKey key : told) {
                    on.missed().missed(key.target(), RowKey.decode(key.row()).token());
                }
            });
        }
    }

    /** Closes the store. Nothing is kept after that. */
    void close() {
        HintStore open = store;
        hints = null;
        isBroken = true;
        store = null;
        if (open != null) {
            open.close();
        }
    }

    List<TargetReport> reports() {
        return reports;
    }

    long lowestStamp() {
        return lowestStamp;
    }

    long count() {
        return count;
    }

    /** Answers what the hints ask, on their thread. */
    private final class Listener implements HintListener {
        @Override
        public void missed(HintKey key) {
            missed.add(key);
        }

        @Override
        public List<NodeId> heirs(byte[] row) {
            return places.owners(RowKey.decode(row)).stream()
                    .map(RecordMember::id)
                    .toList();
        }
    }
}
