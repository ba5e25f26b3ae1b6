package io.starlingdb.node.server;

import io.starlingdb.kernel.HybridClock;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.kernel.TimeSource;
import io.starlingdb.kernel.Transport;
import io.starlingdb.node.NodeHome;
import io.starlingdb.node.NodeSeams;
import io.starlingdb.node.config.NodeConfig;
import io.starlingdb.node.net.NodeLoop;
import io.starlingdb.node.storage.Shards;
import java.security.SecureRandom;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What a node runs on: its loop, its disk with the shards over it, its saver thread, clocks and randomness. The slow parts, opening the
 * storage and starting Vert.x, are made side by side.
 */
final class Machine {
    private final TimeSource time = new SystemTime();
    private final SplittableRandom random = new SplittableRandom(new SecureRandom().nextLong());
    private final SaverThread saver = new SaverThread();
    private final NodeLoop loop;
    private final Disk disk;
    private final Shards shards;
    private final HintFolder hints;
    private final CompletableFuture<Boolean> damaged = new CompletableFuture<>();

    private Machine(NodeConfig config, ServerMetrics metrics) {
        CompletableFuture<Disk> opening = new CompletableFuture<>();
        RandomGenerator forDisk = random.split();
        new Thread(() -> open(config, forDisk, opening), "open-disk").start();
        loop = NodeLoop.start(metrics::uncaught);
        boolean opened = false;
        try {
            disk = await(opening);
            shards = disk.startShards(time, loop, new DamageWatch(metrics.storage(), () -> damaged.complete(true)));
            hints = new HintFolder(
                    disk.directory().hints(),
                    Settings.handoff(config).limits(),
                    () -> shards.disk().state().takesWrites());
            opened = true;
        } finally {
            if (!opened) {
                loop.close();
                saver.close();
            }
        }
    }

    /** @throws StartFailure if the disk cannot be used */
    static Machine open(NodeConfig config, ServerMetrics metrics) {
        return new Machine(config, metrics);
    }

    private static void open(NodeConfig config, RandomGenerator random, CompletableFuture<Disk> opened) {
        try {
            opened.complete(Disk.open(config, random));
        } catch (RuntimeException | Error e) {
            opened.completeExceptionally(e);
        }
    }

    /** Completes, on any thread, when one of the storage's files is damaged for good. */
    CompletableFuture<Boolean> damaged() {
        return damaged;
    }

    TimeSource time() {
        return time;
    }

    NodeLoop loop() {
        return loop;
    }

    Disk disk() {
        return disk;
    }

    Shards shards() {
        return shards;
    }

    /** Runs what blocks, one after another. */
    Executor blocking() {
        return saver;
    }

    /** Randomness of its own for a part. */
    RandomGenerator random() {
        return random.split();
    }

    NodeSeams seams(Transport transport) {
        return new NodeSeams(
                time, loop, random(), transport, shards, disk.directory().savedState(), saver, hints);
    }

    NodeHome home() {
        return new DirectoryHome(disk.directory(), disk.engine().report());
    }

    /** Runs a task on the loop and waits for its result; not to be called there. */
    <T> T onLoop(Supplier<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                result.complete(task.get());
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        });
        return await(result);
    }

    /** Waits, and throws what the stage failed with. */
    static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Makes the directory that of the member that it belonged to before it was emptied; what it then lacks is fetched after the next start. */
    void become(NodeId former) {
        disk.directory().resume(former);
        disk.directory().assess(disk.engine().report(), disk.directory().startNumber());
    }

    /** Closes everything, after the core has drained, so that the next start finds that nothing is missing. */
    void closeCleanly(HybridClock clock, Runnable beforeMark) {
        close(clock);
        beforeMark.run();
        disk.closeCleanly();
    }

    /** Closes everything in good order, but to the next start it is a crash. */
    void closeAbruptly(HybridClock clock) {
        close(clock);
        disk.close();
    }

    /** Closes what no core was built on: nothing was written. */
    void closeUnused() {
        shards.close();
        loop.close();
        hints.close();
        saver.close();
        disk.closeCleanly();
    }

    private void close(HybridClock clock) {
        shards.close();
        loop.close();
        hints.close();
        saver.close();
        clock.close();
    }
}
