package io.starlingdb.sim;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The events to come, earliest first: a heap with four children a node, which knows where each event sits, so that a cancelled one leaves at
 * once. (Leaving dead events in was rejected: nearly every timeout is cancelled, and they would be most of the heap.)
 */
final class SimQueue {

    private static final int CHILDREN = 4;

    private @Nullable SimEvent[] heap = new @Nullable SimEvent[1024];
    private int size;
    private long lastSequence;

    int size() {
        return size;
    }

    void add(SimEvent event, long atNanos) {
        if (event.queueIndex != SimEvent.NOT_QUEUED) {
            throw new IllegalStateException("queued already");
        }
        event.atNanos = atNanos;
        event.sequence = ++lastSequence;
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
        }
        siftUp(size++, event);
    }

    @Nullable
    SimEvent peek() {
        return size == 0 ? null : heap[0];
    }

    @Nullable
    SimEvent poll() {
        SimEvent first = peek();
        if (first != null) {
            remove(first);
        }
        return first;
    }

    /** Takes the event out; does nothing if it is not queued. */
    void remove(SimEvent event) {
        int index = event.queueIndex;
        if (index == SimEvent.NOT_QUEUED) {
            return;
        }
        event.queueIndex = SimEvent.NOT_QUEUED;
        SimEvent last = at(--size);
        heap[size] = null;
        if (last == event) {
            return;
        }
        if (index > 0 && last.isBefore(at((index - 1) / CHILDREN))) {
            siftUp(index, last);
        } else {
            siftDown(index, last);
        }
    }

    private void siftUp(int start, SimEvent event) {
        int index = start;
        while (index > 0) {
            int parentIndex = (index - 1) / CHILDREN;
            SimEvent parent = at(parentIndex);
            if (!event.isBefore(parent)) {
                break;
            }
            place(index, parent);
            index = parentIndex;
        }
        place(index, event);
    }

    private void siftDown(int start, SimEvent event) {
        int index = start;
        while (true) {
            int first = index * CHILDREN + 1;
            if (first >= size) {
                break;
            }
            int best = first;
            for (int child = first + 1; child < Math.min(first + CHILDREN, size); child++) {
                if (at(child).isBefore(at(best))) {
                    best = child;
                }
            }
            SimEvent least = at(best);
            if (!least.isBefore(event)) {
                break;
            }
            place(index, least);
            index = best;
        }
        place(index, event);
    }

    private void place(int index, SimEvent event) {
        heap[index] = event;
        event.queueIndex = index;
    }

    private SimEvent at(int index) {
        SimEvent event = heap[index];
        if (event == null) {
            throw new IllegalStateException("a hole in the heap");
        }
        return event;
    }
}
