package io.starlingdb.hints;

import io.starlingdb.kernel.NodeId;
import io.starlingdb.kernel.TimeSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Hinted handoff (Dynamo, section 4.6): keeps what replicas missed while they were away, and delivers it when they are back.
 *
 * <p>Hints of one row are joined, so a row written a million times is one hint. What is kept is bounded, for each target and in all; what
 * finds no room is dropped, told to the listener, and repaired by exchanges. A hint goes when its target has acknowledged it and it has not
 * changed since; until then it is sent again and again, which does no harm, as it is joined.
 *
 * <p>Sans-IO: one thread owns it, which may wait for the disk. Whoever drives it calls {@link #work} as often as it asks.
 */
public final class Hints {
    private final HintStore store;
    private final Joiner joiner;
    private final HintLimits limits;
    private final HintListener listener;
    private final TimeSource time;
    private final Delivery delivery;
    private final SortedMap<NodeId, Target> targets = new TreeMap<>();
    private final PassSchedule passes;
    private final int orderedMax;
    private long count;
    private long bytes;
    private long lastVersion;

    /** Whatever the hints need. */
    public Hints(
            HintStore store,
            Joiner joiner,
            HintLimits limits,
            DeliveryPace pace,
            HintSender sender,
            HintListener listener,
            TimeSource time,
            HintRules rules) {
        this.store = store;
        this.joiner = joiner;
        this.limits = limits;
        this.listener = listener;
        this.time = time;
        this.orderedMax = pace.ordered();
        this.delivery = new Delivery(this, store, pace, sender, time, rules);
        this.passes = new PassSchedule(time);
    }

    /** Counts what an earlier life has left; before anything else. Takes about 1 µs a hint. */
    public void open() {
        for (int portion = 0; portion < store.portions(); portion++) {
            store.visit(portion, (key, hint) -> {
                Target target = target(key.target());
                target.found(key, hint);
                target.stored++;
                target.isWhole = false;
                count++;
                bytes += Hint.bytes(key, hint);
                lastVersion = Math.max(lastVersion, hint.version());
            });
        }
    }

    /**
     * Keeps a hint.
     *
     * @param content what the target has missed of the row
     * @param stamp the lowest stamp of a dot in it, in µs
     * @param isCounted whether a client is told that it holds a write
     * @return whether it is kept; if not, the listener knows
     */
    public boolean keep(HintKey key, byte[] content, long stamp, boolean isCounted) {
        Target target = target(key.target());
        target.stored++;
        Hint before = store.get(key);
        Hint after = before == null
                ? new Hint(nowMillis(), ++lastVersion, stamp, isCounted, content)
                : joined(key, before, content, stamp, isCounted);
        if (target.isGone || after == null || !hasRoom(target, key, before, after) || !store.put(key, after)) {
            target.dropped++;
            listener.missed(key);
            return false;
        }
        if (before == null) {
            count++;
            bytes += Hint.bytes(key, after);
            target.added(key, after, orderedMax);
        } else {
            bytes += Hint.bytes(key, after) - Hint.bytes(key, before);
            target.superseded++;
            target.changed(key, before, after);
        }
        return true;
    }

    private @Nullable Hint joined(HintKey key, Hint before, byte[] content, long stamp, boolean isCounted) {
        byte[] joined = joiner.join(key.row(), before.content(), content);
        if (joined == null) {
            return null;
        }
        boolean isSame = Arrays.equals(joined, before.content());
        return new Hint(
                before.firstMillis(),
                isSame ? before.version() : ++lastVersion,
                Math.min(before.lowestStamp(), stamp),
                before.isCounted() || isCounted,
                joined);
    }

    private boolean hasRoom(Target target, HintKey key, @Nullable Hint before, Hint after) {
        long moreHints = before == null ? 1 : 0;
        long moreBytes = Hint.bytes(key, after) - (before == null ? 0 : Hint.bytes(key, before));
        return count + moreHints <= limits.hintsMax()
                && target.count + moreHints <= limits.targetHintsMax()
                && bytes + moreBytes <= limits.bytesMax()
                && target.bytes() + moreBytes <= limits.targetBytesMax();
    }

    /** So many hints could not even be given to {@link #keep}: counts them as stored and dropped. The listener is not told. */
    public void drop(NodeId id, long hints) {
        Target target = target(id);
        target.stored += hints;
        target.dropped += hints;
    }

    /** Gives up the hints of all targets that are no members any more. */
    public void giveUpUnless(Predicate<NodeId> isMember) {
        for (Target target : targets.values()) {
            if (!isMember.test(target.id)) {
                giveUp(target.id);
            }
        }
    }

    /** Makes all hints kept before survive the loss of power. */
    public void sync() {
        store.sync();
    }

    /** The target is there: its hints are delivered. */
    public void up(NodeId id) {
        Target target = target(id);
        if (!target.isUp) {
            target.isUp = true;
            target.takesHints();
        }
    }

    /** The target is away: its hints are kept. */
    public void down(NodeId id) {
        target(id).isUp = false;
    }

    /** The target is no member any more: its hints are given up, but what a client was told is written goes to the rows' replicas. */
    public void giveUp(NodeId id) {
        Target target = target(id);
        if (!target.isGone) {
            target.isGone = true;
            target.isUp = false;
            target.next.clear();
            target.isWhole &= target.count == 0;
        }
    }

    /** The node leaves: hints of targets that are away are handed to another holder from now on. */
    public void leave() {
        delivery.leave();
    }

    /** The node stays after all: hints wait for their targets again. */
    public void stay() {
        delivery.stay();
    }

    /**
     * Does what is due, a bounded part of it.
     *
     * @return after how many nanoseconds to call again; sooner does no harm, and any other call may make it sooner
     */
    public long work() {
        long passNanos = pass();
        long deliveryNanos = delivery.send(targets.values());
        return Math.min(passNanos, deliveryNanos);
    }

    private long pass() {
        Pass pass = passes.current();
        if (pass == null) {
            boolean isNeeded = delivery.needsPass(targets.values())
                    || targets.values().stream().anyMatch(target -> target.isGone && target.count > 0);
            long wait = count == 0 ? Long.MAX_VALUE : passes.waitNanos(isNeeded);
            if (wait > 0) {
                return wait;
            }
            pass = passes.begin(new Pass(store, targets.values(), orderedMax, nowMillis() - limits.windowMillis()));
        }
        for (StoredHint going : pass.step()) {
            discard(going);
        }
        if (pass.isOver()) {
            pass.end();
            passes.end();
        }
        return 0;
    }

    private void discard(StoredHint going) {
        Target target = target(going.key().target());
        if (target.isGone) {
            giveToHeirs(going);
        } else {
            target.expired++;
            listener.missed(going.key());
            forget(going);
        }
    }

    /** A hint whose target is no replica of the row any more. */
    void giveToHeirs(StoredHint orphan) {
        Target target = target(orphan.key().target());
        byte[] row = orphan.key().row();
        List<NodeId> heirs = orphan.hint().isCounted() ? listener.heirs(row) : List.of();
        forget(orphan);
        for (NodeId heir : heirs) {
            keep(new HintKey(heir, row), orphan.hint().content(), orphan.hint().lowestStamp(), true);
        }
        if (heirs.isEmpty()) {
            target.dropped++;
            listener.missed(orphan.key());
        } else {
            target.superseded++;
        }
    }

    /** Removes a hint that is in the store. */
    void forget(StoredHint hint) {
        store.remove(hint.key());
        target(hint.key().target()).removed(hint.key(), hint.hint());
        count--;
        bytes -= Hint.bytes(hint.key(), hint.hint());
    }

    Target target(NodeId id) {
        return targets.computeIfAbsent(id, Target::new);
    }

    /** The lowest stamp, in µs, of a dot in any hint, or one a little below it; {@link Long#MAX_VALUE} if there are none. */
    public long lowestStamp() {
        long lowest = Long.MAX_VALUE;
        for (Target target : targets.values()) {
            lowest = Math.min(lowest, target.lowestStamp());
        }
        return lowest;
    }

    /** How many hints there are. */
    public long count() {
        return count;
    }

    /** What is kept for each target there ever were hints for in this life, by id. */
    public List<TargetReport> reports() {
        Collection<Target> all = targets.values();
        return all.stream()
                .filter(target -> target.stored > 0)
                .map(Target::report)
                .toList();
    }

    private long nowMillis() {
        return TimeUnit.MICROSECONDS.toMillis(time.wallMicros());
    }
}
