package io.starlingdb.hints;

import io.starlingdb.kernel.NodeId;
import java.util.ArrayDeque;
import java.util.Deque;

/** What is known of one target's hints without asking the store: how many there are, what became of others, and which are sent next. */
final class Target {
    final NodeId id;

    /** What to send next, oldest first. Keys of hints that are gone by then are passed over. */
    final Deque<HintKey> next = new ArrayDeque<>();

    /** Whether {@link #next} and what is under way are all there is, so that no pass over the store is needed. */
    boolean isWhole = true;

    boolean isUp;
    boolean isGone;
    boolean isSending;
    long count;
    long stored;
    long delivered;
    long superseded;
    long expired;
    long dropped;
    private long bytes;
    private long oldestMillis = Long.MAX_VALUE;
    private long lowestStamp = Long.MAX_VALUE;
    private long oldestSincePass = Long.MAX_VALUE;
    private long lowestSincePass = Long.MAX_VALUE;
    private boolean overflowedSincePass;
    private long retryNanos;
    private long notBeforeNanos;
    private boolean mustWait;

    Target(NodeId id) {
        this.id = id;
    }

    long bytes() {
        return bytes;
    }

    /** The lowest stamp of a dot in its hints, or one below that; {@link Long#MAX_VALUE} if there are none. */
    long lowestStamp() {
        return lowestStamp;
    }

    /** A hint is there that was not; it is the youngest. */
    void added(HintKey key, Hint hint, int orderedMax) {
        found(key, hint);
        if (isWhole && next.size() < orderedMax) {
            next.addLast(key);
        } else {
            isWhole = false;
            overflowedSincePass = true;
        }
    }

    /** A hint was found in the store, whose place in the order is not known. */
    void found(HintKey key, Hint hint) {
        count++;
        bytes += Hint.bytes(key, hint);
        saw(hint);
    }

    /** A hint has changed. */
    void changed(HintKey key, Hint before, Hint after) {
        bytes += Hint.bytes(key, after) - Hint.bytes(key, before);
        saw(after);
    }

    /** A hint is no longer there. */
    void removed(HintKey key, Hint hint) {
        count--;
        bytes -= Hint.bytes(key, hint);
        if (count == 0) {
            oldestMillis = Long.MAX_VALUE;
            lowestStamp = Long.MAX_VALUE;
            next.clear();
            isWhole = true;
        }
    }

    private void saw(Hint hint) {
        oldestMillis = Math.min(oldestMillis, hint.firstMillis());
        lowestStamp = Math.min(lowestStamp, hint.lowestStamp());
        oldestSincePass = Math.min(oldestSincePass, hint.firstMillis());
        lowestSincePass = Math.min(lowestSincePass, hint.lowestStamp());
    }

    /** A pass over the store begins. */
    void passBegins() {
        oldestSincePass = Long.MAX_VALUE;
        lowestSincePass = Long.MAX_VALUE;
        overflowedSincePass = false;
    }

    /**
     * A pass has ended.
     *
     * @param oldest the first stored time of the oldest hint it found
     * @param lowest the lowest stamp it found
     * @param ordered the oldest hints, oldest first
     * @param isAll whether these are all
     */
    void passed(long oldest, long lowest, Iterable<HintKey> ordered, boolean isAll) {
        if (count == 0) {
            return;
        }
        oldestMillis = Math.min(oldest, oldestSincePass);
        lowestStamp = Math.min(lowest, lowestSincePass);
        if (!isWhole && next.isEmpty() && !isSending) {
            ordered.forEach(next::addLast);
            isWhole = isAll && !overflowedSincePass;
        }
    }

    /** Whether only a pass over the store can tell what to send next. */
    boolean needsPass() {
        return count > 0 && !isWhole && next.isEmpty() && !isSending;
    }

    /** A batch came back with nothing acknowledged: waits longer each time. */
    void failed(long nowNanos, DeliveryPace pace) {
        retryNanos = Math.min(pace.retryNanosMax(), Math.max(pace.retryNanosMin(), 2 * retryNanos));
        notBeforeNanos = nowNanos + retryNanos;
        mustWait = true;
    }

    /** It takes hints: nothing to wait for. */
    void takesHints() {
        retryNanos = 0;
        mustWait = false;
    }

    /** How long to wait before anything is sent to it. */
    long waitNanos(long nowNanos) {
        return mustWait ? Math.max(0, notBeforeNanos - nowNanos) : 0;
    }

    TargetReport report() {
        return new TargetReport(
                id, count, bytes, count == 0 ? 0 : oldestMillis, stored, delivered, superseded, expired, dropped);
    }
}
