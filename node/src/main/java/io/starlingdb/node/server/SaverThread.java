package io.starlingdb.node.server;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs what blocks on small durable files (Paxos promises, the clock's reserve, the cluster record), one after another on a thread of its own:
 * an fsync takes milliseconds, in which the loop serves hundreds of requests.
 */
final class SaverThread implements Executor, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SaverThread.class);
    private static final long END_SECONDS_MAX = 10;

    private final ExecutorService thread = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> new Thread(task, "saver"),
            new ThreadPoolExecutor.DiscardPolicy());

    @Override
    public void execute(Runnable task) {
        thread.execute(() -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.error("Saving failed", e);
            }
        });
    }

    /** Ends what was handed over before; what comes later is dropped, as at the end of the process. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(END_SECONDS_MAX, TimeUnit.SECONDS)) {
                LOG.warn("Saving did not end within {} s", END_SECONDS_MAX);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
