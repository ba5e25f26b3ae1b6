package io.starlingdb.wire;

import io.starlingdb.kernel.Cancellable;
import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.Scheduler;
import io.starlingdb.kernel.TimeSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The requests that wait for replies, found by id without hashing: the low bits of an id are its slot, the high bits count up from a random
 * start, so that a late reply never meets the slot's next tenant, nor the next life of this node. Bounded. One timer at most is set, for the
 * earliest deadline or before.
 */
final class PendingRequests {

    private static final int SLOT_BITS = 20;

    /** The most that can be pending at once. */
    static final int MAX = 1 << SLOT_BITS;

    private final int max;
    private final TimeSource time;
    private final Scheduler scheduler;
    private final Consumer<Pending> onExpiry;
    private final List<@Nullable Pending> slots = new ArrayList<>();
    private final ArrayDeque<Integer> free = new ArrayDeque<>();
    private final DeadlineWheel deadlines;
    private long lastSerial;
    private @Nullable Cancellable timer;
    private long timerNanos;

    /** @param onExpiry takes each request whose time is over, on the loop; it does not throw */
    PendingRequests(int max, long firstSerial, TimeSource time, Scheduler scheduler, Consumer<Pending> onExpiry) {
        this.max = max;
        this.time = time;
        this.scheduler = scheduler;
        this.onExpiry = onExpiry;
        this.lastSerial = firstSerial >>> (SLOT_BITS + 1); // leaves room to count up
        this.deadlines = new DeadlineWheel(time.nanoTime());
    }

    int size() {
        return slots.size() - free.size();
    }

    /** Takes a request in; null if there are too many. */
    @Nullable
    Pending add(Endpoint to, long timeoutNanos, ReplyHandler handler) {
        Integer slot = free.pollLast();
        if (slot == null) {
            if (slots.size() == max) {
                return null;
            }
            slot = slots.size();
            slots.add(null);
        }
        Pending pending = new Pending((++lastSerial << SLOT_BITS) | slot, to, handler);
        slots.set(slot, pending);
        long now = time.nanoTime();
        setTimer(deadlines.add(pending, now + timeoutNanos), now);
        return pending;
    }

    /** Takes out the request that the peer's reply answers; null if no such request is pending with that peer. */
    @Nullable
    Pending complete(long id, Endpoint from) {
        int slot = slotOf(id);
        Pending pending = slot < slots.size() ? slots.get(slot) : null;
        if (pending == null || pending.id != id || !pending.to.equals(from)) {
            return null;
        }
        deadlines.remove(pending);
        release(slot);
        return pending;
    }

    /** Takes out all requests to a peer, in the order of their slots. Looks at every slot: for rare occasions. */
    List<Pending> removeAll(Endpoint to) {
        List<Pending> removed = new ArrayList<>();
        for (Pending pending : slots) {
            if (pending != null && pending.to.equals(to)) {
                removed.add(pending);
            }
        }
        for (Pending pending : removed) {
            deadlines.remove(pending);
            release(slotOf(pending.id));
        }
        return removed;
    }

    private void expire() {
        timer = null;
        long now = time.nanoTime();
        for (DeadlineWheel.Entry due = deadlines.pollDue(now); due != null; due = deadlines.pollDue(now)) {
            Pending expired = (Pending) due;
            release(slotOf(expired.id));
            onExpiry.accept(expired);
        }
        if (!deadlines.isEmpty()) {
            setTimer(deadlines.nextNanos(), now);
        }
    }

    private void setTimer(long dueNanos, long now) {
        if (timer != null) {
            if (timerNanos - dueNanos <= 0) {
                return;
            }
            timer.cancel();
        }
        timerNanos = dueNanos;
        timer = scheduler.schedule(dueNanos - now, this::expire);
    }

    private void release(int slot) {
        slots.set(slot, null);
        free.addLast(slot);
    }

    private static int slotOf(long id) {
        return (int) (id & (MAX - 1));
    }

    /** One request in flight. */
    static final class Pending extends DeadlineWheel.Entry {
        final long id;
        final Endpoint to;
        final ReplyHandler handler;

        Pending(long id, Endpoint to, ReplyHandler handler) {
            this.id = id;
            this.to = to;
            this.handler = handler;
        }
    }
}
