package io.starlingdb.node.storage;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether writes are taken: by what the disk has left, and by what it failed at.
 *
 * <p>Below the reserve they are refused, and taken again at a tenth above it, so that it does not flutter. After a write or a sync that
 * failed they are refused too, until a trial (a synced write of nothing) goes well: an engine whose log could not be written does not know
 * what it holds until it has recovered, and each client would find that out for itself.
 *
 * <p>{@link #check} is for one thread; the rest for all.
 */
final class DiskWatch {

    private final LongSupplier usableBytes;
    private final long reserveBytes;
    private final Runnable trial;
    private final StorageListener listener;

    private Consumer<DiskState> observer = state -> {};
    private volatile long usable = -1;
    private volatile boolean full;
    private volatile @Nullable StorageException failure;
    private DiskState told = DiskState.WELL;

    /**
     * Looks at the disk only when checked.
     *
     * @param usableBytes what the disk has left; may throw {@link UncheckedIOException}
     * @param trial writes something durably, or throws {@link StorageException}
     */
    DiskWatch(LongSupplier usableBytes, long reserveBytes, Runnable trial, StorageListener listener) {
        this.usableBytes = usableBytes;
        this.reserveBytes = reserveBytes;
        this.trial = trial;
        this.listener = listener;
    }

    /** Tells the state now and whenever it changes, {@code SLOW} left out; on the thread that checks. */
    void observe(Consumer<DiskState> newObserver) {
        synchronized (this) {
            observer = newObserver;
        }
        newObserver.accept(state());
    }

    /** A write or a sync failed: nothing is written until a check finds that it goes well again. */
    void failed(StorageException why) {
        failure = why;
    }

    /** Looks at the disk again, and tries it after a failure. One that does not tell what it has left says by failing what is wrong. */
    void check() {
        try {
            usable = usableBytes.getAsLong();
            full = usable < (full ? reserveBytes + reserveBytes / 10 : reserveBytes);
        } catch (UncheckedIOException unknown) {
            // as before
        }
        if (failure != null) {
            try {
                trial.run();
                failure = null;
            } catch (EngineClosedException closed) {
                return; // it is the end, and nothing is wrong with the disk
            } catch (StorageException e) {
                failure = e;
            }
        }
        tell();
    }

    private void tell() {
        DiskState now = state();
        Consumer<DiskState> whom;
        synchronized (this) {
            if (now == told) {
                return;
            }
            told = now;
            whom = observer;
        }
        listener.disk(report());
        whom.accept(now);
    }

    /** The state, whether syncs keep up left out. */
    DiskState state() {
        if (failure != null) {
            return DiskState.FAILING;
        }
        return full ? DiskState.FULL : DiskState.WELL;
    }

    DiskReport report() {
        StorageException why = failure;
        return new DiskReport(state(), usable, reserveBytes, why == null ? "" : String.valueOf(why.getMessage()));
    }

    /** Throws {@code READ_ONLY} while writes are not taken. */
    void requireRoom() {
        StorageException why = failure;
        if (why != null) {
            throw new StarlingException(
                    ErrorCode.READ_ONLY,
                    "The disk of this node fails: it serves reads and refuses writes until it can write again ("
                            + why.getMessage() + ")");
        }
        if (full) {
            throw new StarlingException(
                    ErrorCode.READ_ONLY,
                    "The disk of this node is nearly full: it serves reads and refuses writes until there is more room",
                    Map.of("reserve_bytes", reserveBytes, "usable_bytes", usable));
        }
    }
}
