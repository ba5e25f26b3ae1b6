package io.starlingdb.wire;

import io.starlingdb.kernel.Endpoint;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The requests that wait for replies, found by id without hashing: the low bits of an id are its slot, the high bits count up from a random
 * start, so that a late reply never meets the slot's next tenant, nor the next life of this node. Bounded.
 */
final class PendingRequests {

    private static final int SLOT_BITS = 20;

    /** The most that can be pending at once. */
    static final int MAX = 1 << SLOT_BITS;

    private final int max;
    private final List<@Nullable Pending> slots = new ArrayList<>();
    private final ArrayDeque<Integer> free = new ArrayDeque<>();
    private final DeadlineWheel deadlines;
    private long lastSerial;

    PendingRequests(int max, long firstSerial, long nowNanos) {
        this.max = max;
        this.lastSerial = firstSerial >>> (SLOT_BITS + 1); // leaves room to count up
        this.deadlines = new DeadlineWheel(nowNanos);
    }

    int size() {
        return slots.size() - free.size();
    }

    /** Takes a request in; null if there are too many. */
    @Nullable
    Pending add(Endpoint to, long deadlineNanos, ReplyHandler handler) {
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
        pending.dueNanos = deadlines.add(pending, deadlineNanos);
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

    /** Takes out one request whose deadline has passed; null when there is none. */
    @Nullable
    Pending pollExpired(long nowNanos) {
        Pending expired = (Pending) deadlines.pollDue(nowNanos);
        if (expired != null) {
            release(slotOf(expired.id));
        }
        return expired;
    }

    boolean isEmpty() {
        return deadlines.isEmpty();
    }

    /** When {@link #pollExpired} is to be called again. Meaningless while nothing is pending. */
    long nextNanos() {
        return deadlines.nextNanos();
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
        long dueNanos;

        Pending(long id, Endpoint to, ReplyHandler handler) {
            this.id = id;
            this.to = to;
            this.handler = handler;
        }
    }
}
