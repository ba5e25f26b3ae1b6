package io.starlingdb.antientropy;

import java.util.Arrays;

/** Sums by due time: two parallel arrays, ascending by time, nearly always short. */
final class DueSums {
    private long[] times = new long[2];
    private long[] sums = new long[2];
    private int size;

    /** Adds to the sum of a due time; one that becomes zero is forgotten. */
    void add(long time, long amount) {
        int place = Arrays.binarySearch(times, 0, size, time);
        if (place < 0) {
            insert(-place - 1, time, amount);
        } else {
            sums[place] += amount;
            if (sums[place] == 0) {
                remove(place);
            }
        }
    }

    private void insert(int place, long time, long amount) {
        if (amount == 0) {
            return;
        }
        if (size == times.length) {
            times = Arrays.copyOf(times, size * 2);
            sums = Arrays.copyOf(sums, size * 2);
        }
        System.arraycopy(times, place, times, place + 1, size - place);
        System.arraycopy(sums, place, sums, place + 1, size - place);
        times[place] = time;
        sums[place] = amount;
        size++;
    }

    private void remove(int place) {
        size--;
        System.arraycopy(times, place + 1, times, place, size - place);
        System.arraycopy(sums, place + 1, sums, place, size - place);
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    long timeAt(int place) {
        return times[place];
    }

    long sumAt(int place) {
        return sums[place];
    }

    /** The sum of all that is due after this minute. */
    long after(long minute) {
        long sum = 0;
        for (int i = size - 1; i >= 0 && times[i] > minute; i--) {
            sum += sums[i];
        }
        return sum;
    }
}
