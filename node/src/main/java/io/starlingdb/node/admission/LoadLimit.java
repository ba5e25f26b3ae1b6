package io.starlingdb.node.admission;

import io.starlingdb.node.coordinator.LatencyScale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How many client requests a node works on at once, adapted to how long they take. Pure; the loop owns it.
 *
 * <p>A gradient limit, as in Envoy's adaptive concurrency filter and Netflix's concurrency-limits, whose ancestor is TCP Vegas (Brakmo and
 * Peterson 1995): requests that take much longer than they do on an idle node wait for each other, so that more of them at once are
 * served no faster, only later. Every window of 100 ms the median latency is compared with the one that is aimed at, {@code 2 × idle + delay}:
 *
 * <pre>limit ← 0.8 limit + 0.2 (limit × min(1, aim / median) + √limit)</pre>
 *
 * The root lets it probe for more; it only moves while it is being used. {@code idle} is the least median seen. It rises only while the limit is
 * at its floor and the median stays above the aim all the same: then it is not the queue that takes the time (a slower disk, other requests).
 * So an overload that lasts does not slowly pass for the usual state, as it does with moving averages; and no requests need be held back
 * to measure. The median, because some requests wait for a dead replica's deadline, and say nothing of this node.
 *
 * <p>Shares are fair between clients (connections): one that has less under way than its part of the limit is let in though others have filled
 * it, so at most twice the limit may be under way for a moment, and those who have more get nothing until that has passed.
 *
 * <p>Rejected: the library concurrency-limits (locks, wall clock and random numbers of its own), AIMD on timeouts (the bound is found by clients
 * that wait for seconds), a fixed number (right for one machine and one kind of request).
 */
public final class LoadLimit {
    private static final long WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int WINDOW_SAMPLES_MIN = 20;
    private static final double SMOOTHING = 0.2;
    private static final double GRADIENT_MIN = 0.5;
    private static final double IDLE_RISE = 1.1;
    private static final int START = 128;

    private final int least;
    private final int most;
    private final long delayNanos;
    private final int[] window = new int[LatencyScale.BUCKETS];
    private int samples;
    private long windowEndNanos;
    private int peak;
    private double limit;
    private long idleNanos = Long.MAX_VALUE;
    private int underWay;
    private int clients;
    private final List<Runnable> roomListeners = new ArrayList<>();

    /**
     * @param least the floor: so many are always worked on
     * @param most the ceiling
     * @param delayNanos how long requests may wait for each other beyond twice the time they take on an idle node. Raising it trades
     *     latency under overload for throughput: larger batches are cheaper
     */
    public LoadLimit(int least, int most, long delayNanos) {
        if (least < 1 || most < least || delayNanos < 0) {
            throw new IllegalArgumentException("no limit between " + least + " and " + most);
        }
        this.least = least;
        this.most = most;
        this.delayNanos = delayNanos;
        this.limit = Math.max(least, Math.min(most, START));
    }

    /** How many requests may be under way now. */
    public int limit() {
        return (int) limit;
    }

    /** How many are. */
    public int underWay() {
        return underWay;
    }

    /** Whether those who have much under way must wait. */
    public boolean isFull() {
        return underWay >= (int) limit;
    }

    /** Whether a client that has {@code own} requests under way may begin one more. */
    public boolean admits(int own) {
        return !isFull() || own < (int) limit / (own == 0 ? clients + 1 : clients);
    }

    /** A client that has had {@code own} requests under way begins one more. */
    public void begin(int own) {
        clients += own == 0 ? 1 : 0;
        underWay++;
        peak = Math.max(peak, underWay);
    }

    /** A request has ended; its client has {@code own} under way still. */
    public void end(int own) {
        clients -= own == 0 ? 1 : 0;
        underWay--;
        if (!isFull()) {
            roomListeners.forEach(Runnable::run);
        }
    }

    /** From now on this one is called whenever a request has ended and there is room; it must be quick. */
    public void whenRoom(Runnable listener) {
        roomListeners.add(listener);
    }

    /** A read or write of one partition has succeeded in so many nanoseconds. */
    void sample(long nanos, long nowNanos) {
        if (samples == 0) {
            windowEndNanos = nowNanos + WINDOW_NANOS;
        }
        window[LatencyScale.bucket(nanos)]++;
        samples++;
        if (samples >= WINDOW_SAMPLES_MIN && nowNanos - windowEndNanos >= 0) {
            adapt(median());
        }
    }

    private void adapt(long median) {
        Arrays.fill(window, 0);
        samples = 0;
        boolean isUsed = 2 * peak >= (int) limit;
        peak = underWay;
        idleNanos = Math.min(idleNanos, median);
        if (isUsed) {
            if ((int) limit <= least && median > aimNanos()) {
                idleNanos = Math.min(median, (long) (idleNanos * IDLE_RISE) + 1);
            }
            double gradient = Math.max(GRADIENT_MIN, Math.min(1, (double) aimNanos() / median));
            double next = limit * gradient + Math.sqrt(limit);
            limit = Math.max(least, Math.min(most, (1 - SMOOTHING) * limit + SMOOTHING * next));
        }
    }

    private long aimNanos() {
        return 2 * idleNanos + delayNanos;
    }

    private long median() {
        int left = (samples + 1) / 2;
        for (int i = 0; i < window.length; i++) {
            left -= window[i];
            if (left <= 0) {
                return LatencyScale.upperNanos(i);
            }
        }
        return LatencyScale.upperNanos(window.length - 1);
    }
}
