package io.starlingdb.node.storage;

import java.util.ArrayDeque;
import java.util.List;

/**
 * Hands items from many threads to one, in order. Taking takes many at once: one lock for a whole batch costs less than a
 * queue without locks does per item.
 */
final class BoundedQueue<T> {

    private final int capacity;
    private final ArrayDeque<T> items = new ArrayDeque<>();
    private boolean closed;
    private volatile int size;

    BoundedQueue(int capacity) {
        this.capacity = capacity;
    }

    /** Appends the item; false if the queue is full or closed. */
    synchronized boolean offer(T item) {
        if (closed || items.size() >= capacity) {
            return false;
        }
        items.addLast(item);
        size = items.size();
        return true;
    }

    /** Moves up to so many items, the oldest first, to the end of the list. */
    synchronized void drainTo(List<? super T> taken, int most) {
        for (int i = 0; i < most; i++) {
            T item = items.pollFirst();
            if (item == null) {
                break;
            }
            taken.add(item);
        }
        size = items.size();
    }

    /** Refuses all further items; those inside can still be taken. */
    synchronized void close() {
        closed = true;
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }
}
