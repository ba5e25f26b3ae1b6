package io.starlingdb.node.server;

import io.starlingdb.hints.ChronicleHintStore;
import io.starlingdb.hints.HintLimits;
import io.starlingdb.hints.HintStore;
import io.starlingdb.node.handoff.HintDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The hints in the data directory, and their thread. The store is opened on it, so that the start does not wait for it. */
final class HintFolder implements HintDisk, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HintFolder.class);
    private static final long END_SECONDS_MAX = 10;

    private final Path folder;
    private final HintLimits limits;
    private final BooleanSupplier hasRoom;
    private final ExecutorService thread = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
                Thread made = new Thread(task, "hints");
                made.setDaemon(true);
                return made;
            },
            new ThreadPoolExecutor.DiscardPolicy());

    private @Nullable ChronicleHintStore open;

    /** @param hasRoom whether the disk takes more; asked on the hint thread */
    HintFolder(Path folder, HintLimits limits, BooleanSupplier hasRoom) {
        this.folder = folder;
        this.hasRoom = hasRoom;
        this.limits = limits;
    }

    @Override
    public boolean hasHints() {
        return ChronicleHintStore.exists(folder);
    }

    /** The store is a sparse file in memory: a page that finds no room on the disk would be an error of the machine, not an exception. */
    @Override
    public boolean hasRoom() {
        return hasRoom.getAsBoolean();
    }

    @Override
    public HintStore open() {
        long begin = System.nanoTime();
        try {
            ChronicleHintStore store = openOrReplace();
            LOG.info(
                    "Hint store open after {} ms{}",
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin),
                    store.wasRecovered() ? ", recovered" : "");
            open = store;
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ChronicleHintStore openOrReplace() throws IOException {
        try {
            return ChronicleHintStore.open(folder, limits.hintsMax(), limits.bytesMax());
        } catch (IOException e) {
            LOG.error("The hints of the last life are lost; exchanges bring what they held", e);
            ChronicleHintStore.discard(folder);
            return ChronicleHintStore.open(folder, limits.hintsMax(), limits.bytesMax());
        }
    }

    @Override
    public void failed(Throwable why) {
        LOG.error("The hint store failed: no hints are kept until the next start, and exchanges do their work", why);
        try {
            // Nothing of it may be delivered later: by then its time may be closed.
            ChronicleHintStore.discard(folder);
        } catch (IOException e) {
            LOG.error("The hint store's files in {} cannot be removed; remove them before the next start", folder, e);
        }
    }

    @Override
    public void execute(Runnable task) {
        thread.execute(() -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.error("Work on hints failed", e);
            }
        });
    }

    private void closeStore() {
        if (open != null) {
            open.close();
        }
    }

    /** Ends what was handed over before, and closes the store; what comes later is dropped, as at the end of the process. */
    @Override
    public void close() {
        execute(this::closeStore);
        thread.shutdown();
        try {
            if (!thread.awaitTermination(END_SECONDS_MAX, TimeUnit.SECONDS)) {
                LOG.warn("Hints did not end within {} s", END_SECONDS_MAX);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
