package io.starlingdb.hints;

import io.starlingdb.hints.HintSender.Fate;
import io.starlingdb.kernel.TimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Sends hints: to each target that is there one batch at a time, oldest first, at a bounded pace, until it is acknowledged. */
final class Delivery {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Hints hints;
    private final HintStore store;
    private final DeliveryPace pace;
    private final HintSender sender;
    private final TimeSource time;
    private final HintRules rules;
    private long allowedBytes;
    private long allowedAtNanos;
    private boolean isLeaving;

    Delivery(Hints hints, HintStore store, DeliveryPace pace, HintSender sender, TimeSource time, HintRules rules) {
        this.hints = hints;
        this.store = store;
        this.pace = pace;
        this.sender = sender;
        this.time = time;
        this.rules = rules;
        this.allowedBytes = pace.bytesPerSecond();
        this.allowedAtNanos = time.nanoTime();
    }

    void leave() {
        isLeaving = true;
    }

    void stay() {
        isLeaving = false;
    }

    /** Whether only a pass over the store tells what to send next. */
    boolean needsPass(Iterable<Target> targets) {
        for (Target target : targets) {
            if (takesHints(target) && target.needsPass()) {
                return true;
            }
        }
        return false;
    }

    private boolean takesHints(Target target) {
        return !target.isGone && (target.isUp || isLeaving);
    }

    /** Sends what may be sent; answers after how many nanoseconds there may be more. */
    long send(Iterable<Target> targets) {
        long again = Long.MAX_VALUE;
        for (Target target : targets) {
            if (!takesHints(target) || target.isSending || target.next.isEmpty()) {
                continue;
            }
            long wait = Math.max(target.waitNanos(time.nanoTime()), paceNanos());
            if (wait > 0) {
                again = Math.min(again, wait);
            } else {
                sendTo(target);
            }
        }
        return again;
    }

    /** How long to wait until more may be sent. */
    private long paceNanos() {
        long now = time.nanoTime();
        long earned = (long) ((now - allowedAtNanos) / (double) SECOND * pace.bytesPerSecond());
        if (earned > 0) {
            allowedBytes = Math.min(pace.bytesPerSecond(), allowedBytes + earned);
            allowedAtNanos = now;
        }
        return allowedBytes > 0 ? 0 : 1 + (long) (-allowedBytes / (double) pace.bytesPerSecond() * SECOND);
    }

    private void sendTo(Target target) {
        List<StoredHint> batch = new ArrayList<>();
        long bytes = 0;
        while (batch.size() < pace.batchHintsMax() && !target.next.isEmpty()) {
            HintKey key = target.next.getFirst();
            Hint hint = store.get(key);
            long more = hint == null ? 0 : Hint.bytes(key, hint);
            if (!batch.isEmpty() && bytes + more > pace.batchBytesMax()) {
                break;
            }
            target.next.removeFirst();
            if (hint != null) {
                batch.add(new StoredHint(key, hint));
                bytes += more;
            }
        }
        if (batch.isEmpty()) {
            return;
        }
        allowedBytes -= bytes;
        target.isSending = true;
        if (rules.mayForget(false)) {
            batch.forEach(this::forgetUnlessChanged);
        }
        HintSender.Outcome outcome = fates -> ended(target, batch, fates);
        if (target.isUp) {
            sender.deliver(target.id, batch, outcome);
        } else {
            sender.handOn(target.id, batch, outcome);
        }
    }

    private void ended(Target target, List<StoredHint> batch, List<Fate> fates) {
        target.isSending = false;
        boolean isTaken = false;
        for (int i = batch.size() - 1; i >= 0; i--) { // backwards, so that what goes again stands in order
            StoredHint sent = batch.get(i);
            switch (fates.get(i)) {
                case ACKNOWLEDGED -> {
                    isTaken = true;
                    if (rules.mayForget(true) && forgetUnlessChanged(sent)) {
                        target.delivered++;
                    }
                }
                case NEEDLESS -> {
                    isTaken = true;
                    if (forgetUnlessChanged(sent)) {
                        target.superseded++;
                    }
                }
                case MISPLACED -> {
                    isTaken = true;
                    Hint now = store.get(sent.key());
                    if (now != null) {
                        hints.giveToHeirs(new StoredHint(sent.key(), now));
                    }
                }
                case FAILED -> sendAgain(target, sent.key());
            }
        }
        if (isTaken) {
            target.takesHints();
        } else {
            target.failed(time.nanoTime(), pace);
        }
    }

    /** Forgets a hint that was sent; if it has changed since, it is sent again instead. */
    private boolean forgetUnlessChanged(StoredHint sent) {
        Hint now = store.get(sent.key());
        if (now == null) {
            return false;
        }
        if (now.version() != sent.hint().version()) {
            sendAgain(hints.target(sent.key().target()), sent.key());
            return false;
        }
        hints.forget(new StoredHint(sent.key(), now));
        return true;
    }

    private static void sendAgain(Target target, HintKey key) {
        if (target.count > 0 && !target.isGone) {
            target.next.addFirst(key);
        }
    }
}
