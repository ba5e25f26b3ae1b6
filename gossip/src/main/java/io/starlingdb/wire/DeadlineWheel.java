package io.starlingdb.wire;

import org.jspecify.annotations.Nullable;

/**
 * Deadlines in a hashed timing wheel (Varghese and Lauck, SOSP 1987): adding and removing cost a few pointer writes, however many wait. Nearly
 * every request is answered long before its deadline, so a heap would mostly sort what is never looked at. The price is a grain of 8.4 ms:
 * an entry comes due up to that much late, never early.
 */
final class DeadlineWheel {

    private static final int TICK_BITS = 23;

    /** The grain. */
    static final long TICK_NANOS = 1L << TICK_BITS;

    private static final int SLOTS = 512;

    private final @Nullable Entry[] slots = new @Nullable Entry[SLOTS];
    private final long originNanos;
    private int size;

    /** All entries of this tick and before have been handed out. */
    private long doneTick;

    DeadlineWheel(long nowNanos) {
        originNanos = nowNanos;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /**
     * Adds an entry that is in no wheel.
     *
     * @return when it comes due: at the deadline or up to a tick later
     */
    long add(Entry entry, long deadlineNanos) {
        long tick = (deadlineNanos - originNanos + TICK_NANOS - 1) >> TICK_BITS;
        entry.tick = Math.max(tick, doneTick + 1);
        int slot = (int) (entry.tick & (SLOTS - 1));
        Entry head = slots[slot];
        if (head == null) {
            head = new Entry();
            head.next = head;
            head.previous = head;
            slots[slot] = head;
        }
        entry.linkBefore(head);
        size++;
        return timeOf(entry.tick);
    }

    /** Removes an entry; one that is in no wheel stays as it is. */
    void remove(Entry entry) {
        if (entry.unlink()) {
            size--;
        }
    }

    /** When to look for due entries again, with the earliest deadline or before it. Meaningless while the wheel is empty. */
    long nextNanos() {
        long tick = doneTick + 1;
        while (tick < doneTick + SLOTS && isEmptySlot(tick)) {
            tick++;
        }
        return timeOf(tick);
    }

    /** Takes out one entry whose deadline has passed, null when there is none: tick by tick, and within a tick in the order of adding. */
    @Nullable
    Entry pollDue(long nowNanos) {
        long nowTick = (nowNanos - originNanos) >> TICK_BITS;
        if (size == 0) {
            doneTick = Math.max(doneTick, nowTick);
        }
        if (nowTick - doneTick > SLOTS) {
            return pollAfterPause(nowTick);
        }
        while (doneTick < nowTick) {
            Entry due = firstDue(doneTick + 1, doneTick + 1);
            if (due != null) {
                return due;
            }
            doneTick++;
        }
        return null;
    }

    /** More than a whole turn has passed: one look at each slot finds all that is due. */
    private @Nullable Entry pollAfterPause(long nowTick) {
        for (int i = 1; i <= SLOTS; i++) {
            Entry due = firstDue(doneTick + i, nowTick);
            if (due != null) {
                return due;
            }
        }
        doneTick = nowTick;
        return null;
    }

    private @Nullable Entry firstDue(long slotOfTick, long lastTick) {
        Entry head = slots[(int) (slotOfTick & (SLOTS - 1))];
        if (head == null) {
            return null;
        }
        for (Entry entry = head.next; entry != head && entry != null; entry = entry.next) {
            if (entry.tick <= lastTick) {
                remove(entry);
                return entry;
            }
        }
        return null;
    }

    private long timeOf(long tick) {
        return originNanos + (tick << TICK_BITS);
    }

    private boolean isEmptySlot(long tick) {
        Entry head = slots[(int) (tick & (SLOTS - 1))];
        return head == null || head.next == head;
    }

    /** Something with a deadline; its links belong to the wheel. */
    static class Entry {
        private long tick;
        private @Nullable Entry next;
        private @Nullable Entry previous;

        private void linkBefore(Entry head) {
            Entry last = head.previous;
            if (last == null) {
                throw new IllegalStateException("a slot's head is always linked");
            }
            previous = last;
            next = head;
            last.next = this;
            head.previous = this;
        }

        private boolean unlink() {
            Entry before = previous;
            Entry after = next;
            if (before == null || after == null) {
                return false;
            }
            before.next = after;
            after.previous = before;
            next = null;
            previous = null;
            return true;
        }
    }
}
