package io.starlingdb.node.net;

import io.starlingdb.kernel.Cancellable;
import io.starlingdb.kernel.Scheduler;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The node's one event loop thread, as a {@link Scheduler}: whatever the node decides is decided there, so its state needs no locks. Vert.x
 * has one event loop here, and every server and client that is made inside {@link #execute} stays on it.
 */
public final class NodeLoop implements Scheduler, AutoCloseable {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long CLOSE_SECONDS_MAX = 10;

    private final Vertx vertx;
    private final Context context;
    private final CompletableFuture<Thread> thread = new CompletableFuture<>();
    private volatile boolean closed;

    private NodeLoop(Vertx vertx, Handler<Throwable> uncaught) {
        this.vertx = vertx;
        vertx.exceptionHandler(uncaught);
        this.context = vertx.getOrCreateContext();
        context.exceptionHandler(uncaught);
    }

    /**
     * Starts the loop.
     *
     * @param uncaught takes what tasks and handlers throw; the loop goes on
     */
    public static NodeLoop start(Handler<Throwable> uncaught) {
        VertxOptions options = new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(2)
                .setInternalBlockingPoolSize(2)
                .setPreferNativeTransport(false)
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false));
        NodeLoop loop = new NodeLoop(Vertx.vertx(options), uncaught);
        loop.execute(() -> loop.thread.complete(Thread.currentThread()));
        return loop;
    }

    /** For the servers and clients of the edges; to be used inside {@link #execute} only. */
    public Vertx vertx() {
        return vertx;
    }

    /** {@inheritDoc} After {@link #close} tasks are dropped: whoever still hands some over is about to end too. */
    @Override
    public void execute(Runnable task) {
        try {
            context.runOnContext(ignored -> task.run());
        } catch (RejectedExecutionException e) {
            if (!closed) {
                throw e;
            }
        }
    }

    /** {@inheritDoc} Timers have a grain of one millisecond and are rounded up. */
    @Override
    public Cancellable schedule(long delayNanos, Runnable task) {
        Timer timer = new Timer(task);
        if (delayNanos <= 0) {
            execute(timer::fire);
        } else if (isCurrent()) {
            timer.start(delayNanos);
        } else {
            execute(() -> timer.start(delayNanos));
        }
        return timer;
    }

    /** Whether the calling thread is the loop. */
    public boolean isCurrent() {
        return Thread.currentThread() == thread.getNow(null);
    }

    /** @throws IllegalStateException if the calling thread is not the loop: a programmer's error that would corrupt state */
    public void checkCurrent() {
        if (!isCurrent()) {
            throw new IllegalStateException(
                    "called on " + Thread.currentThread().getName() + ", not on the node's loop");
        }
    }

    /** Closes all servers, clients and timers and stops the thread. Blocks; not to be called on the loop. */
    @Override
    public void close() {
        closed = true;
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(CLOSE_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the event loop did not stop", e);
        }
    }

    /** One scheduled task; a cancelled one is not run even if its timer has just fired. */
    private final class Timer implements Cancellable {
        private static final long NOT_STARTED = -1;

        private final Runnable task;
        private volatile boolean over;
        private volatile long id = NOT_STARTED;

        Timer(Runnable task) {
            this.task = task;
        }

        void start(long delayNanos) {
            if (!over) {
                long millis = (delayNanos - 1) / NANOS_PER_MILLI + 1;
                id = vertx.setTimer(millis, ignored -> fire());
            }
        }

        void fire() {
            if (!over) {
                over = true;
                task.run();
            }
        }

        @Override
        public void cancel() {
            if (!over) {
                over = true;
                if (id != NOT_STARTED) {
                    vertx.cancelTimer(id);
                }
            }
        }
    }
}
