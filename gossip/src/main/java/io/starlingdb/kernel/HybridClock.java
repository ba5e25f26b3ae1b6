package io.starlingdb.kernel;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The node's hybrid logical clock (Kulkarni 2014): issues stamps in microseconds, each above the wall clock, above every stamp issued or
 * observed before, and never issued twice, crash or not.
 *
 * <p><b>Durable ahead of use.</b> A stamp is issued only up to a limit that {@link SavedState} already holds durably; after a crash the
 * clock starts above that limit, whatever the wall clock says. The alternative, saving each stamp, costs one fsync a write. The limit
 * stands about five seconds ahead and is moved by {@link #extendReserve()}, which its owner calls off the hot path whenever
 * {@link #reserveIsLow()}: raising the reserve means fewer saves and, after a crash, stamps that run further ahead of the wall clock. A
 * clean stop saves the exact last stamp, so nothing is skipped.
 *
 * <p><b>Threads.</b> Shards share it. {@link #next()} and {@link #observe} are lock-free and never block; {@link #extendReserve()} and
 * {@link #close()} block on the saved state.
 *
 * <p><b>Why no stamp is issued twice.</b> Within a life every stamp comes from a compare-and-set that raises {@code last}. Between lives: a
 * stamp is at most the reserve read after {@code last} was read, and the reserve is published only after it was saved; the next life begins
 * above the saved one. Closing first withdraws the reserve and then raises {@code last}: whoever read the old reserve fails its
 * compare-and-set, so nothing is issued above what closing saves.
 */
public final class HybridClock implements AutoCloseable {

    /** How far ahead of this node's wall clock an observed stamp may lie before it is refused: five minutes. */
    public static final long AHEAD_MICROS_DEFAULT = 5 * 60 * 1_000_000L;

    /** How far ahead stamps are reserved: five seconds, as a busy disk or processor may keep the saver waiting for some. */
    public static final long RESERVE_MICROS_DEFAULT = 5_000_000L;

    private static final String SAVED_NAME = "stamp-reserve";
    private static final byte SAVED_VERSION = 1;
    private static final long CLOSED = Long.MIN_VALUE;

    private final TimeSource time;
    private final SavedState saved;
    private final long reserveMicros;
    private final long aheadMicros;

    /** The highest stamp issued or observed. */
    private final AtomicLong last;

    /** The highest stamp that may be issued: never above what is saved. */
    private volatile long reserved;

    /** Opens the clock with the default reserve and limit. See {@link #HybridClock(TimeSource, SavedState, long, long)}. */
    public HybridClock(TimeSource time, SavedState saved) {
        this(time, saved, RESERVE_MICROS_DEFAULT, AHEAD_MICROS_DEFAULT);
    }

    /**
     * Opens the clock above the reserve of its previous life and makes a first reserve durable (blocks).
     *
     * @param reserveMicros how far ahead of the wall clock and the last stamp to reserve
     * @param aheadMicros how far ahead of the wall clock an observed stamp is believed
     * @throws IllegalStateException if the saved reserve is damaged or of a newer release
     */
    public HybridClock(TimeSource time, SavedState saved, long reserveMicros, long aheadMicros) {
        if (reserveMicros <= 0 || aheadMicros <= 0) {
            throw new IllegalArgumentException("reserve and limit are positive: " + reserveMicros + ", " + aheadMicros);
        }
        this.time = Objects.requireNonNull(time);
        this.saved = Objects.requireNonNull(saved);
        this.reserveMicros = reserveMicros;
        this.aheadMicros = aheadMicros;
        byte[] previous = saved.load(SAVED_NAME);
        this.last = new AtomicLong(previous == null ? 0 : decode(previous));
        this.reserved = last.get();
        extendReserve();
    }

    /**
     * Issues a stamp: strictly above the wall clock and all stamps issued or observed before.
     *
     * @throws StampReserveExhausted if the reserve must be extended first, or the clock is closed
     */
    public long next() {
        while (true) {
            long previous = last.get();
            long limit = reserved; // must be read after last: see the class comment
            long stamp = Math.max(previous, time.wallMicros()) + 1;
            if (stamp > limit) {
                throw new StampReserveExhausted(stamp, limit);
            }
            if (last.compareAndSet(previous, stamp)) {
                return stamp;
            }
        }
    }

    /**
     * Takes note of a stamp that another node issued: later stamps of this clock are above it.
     *
     * @return false if the stamp is absurdly far ahead of this node's wall clock; it is then ignored and what carried it must be refused
     */
    public boolean observe(long stamp) {
        long current = last.get();
        if (stamp <= current) {
            return true;
        }
        if (isTooFarAhead(stamp)) {
            return false;
        }
        while (stamp > current && !last.compareAndSet(current, stamp)) {
            current = last.get();
        }
        return true;
    }

    /** Whether a stamp, or a client's timestamp, is absurdly far ahead of this node's wall clock. */
    public boolean isTooFarAhead(long micros) {
        return micros > time.wallMicros() + aheadMicros;
    }

    /** The highest stamp issued or observed, 0 if there was none ever. */
    public long last() {
        return last.get();
    }

    /** Whether less than half of the reserve is left, so that its owner should extend it now. */
    public boolean reserveIsLow() {
        long limit = reserved;
        return limit != CLOSED && limit - Math.max(last.get(), time.wallMicros()) < reserveMicros / 2;
    }

    /**
     * Moves the reserve to a full one ahead of the wall clock and the last stamp. Blocks until that is durable; the reserve stays as it was
     * when saving fails. Does nothing on a closed clock.
     */
    public synchronized void extendReserve() {
        if (reserved == CLOSED) {
            return;
        }
        long limit = Math.max(last.get(), time.wallMicros()) + reserveMicros;
        if (limit > reserved) {
            saved.save(SAVED_NAME, encode(limit));
            reserved = limit;
        }
    }

    /** Stops issuing stamps and saves the exact last one, so that the next life continues from there. Blocks; a second call does nothing. */
    @Override
    public synchronized void close() {
        if (reserved == CLOSED) {
            return;
        }
        reserved = CLOSED;
        saved.save(SAVED_NAME, encode(last.incrementAndGet()));
    }

    private static byte[] encode(long limit) {
        return ByteBuffer.allocate(1 + Long.BYTES)
                .put(SAVED_VERSION)
                .putLong(limit)
                .array();
    }

    private static long decode(byte[] content) {
        if (content.length != 1 + Long.BYTES || content[0] != SAVED_VERSION) {
            throw new IllegalStateException("the saved " + SAVED_NAME + " is damaged or of a newer release");
        }
        return ByteBuffer.wrap(content).getLong(1);
    }
}
