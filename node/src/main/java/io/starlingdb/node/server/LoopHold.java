package io.starlingdb.node.server;

import io.starlingdb.kernel.Scheduler;
import io.starlingdb.node.snapshot.SettledHold;
import io.starlingdb.node.snapshot.SnapshotException;
import io.starlingdb.node.sync.AntiEntropy;
import io.starlingdb.node.sync.SettledRanges;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Asks the loop, from the thread that takes snapshots, to keep settled time still. */
record LoopHold(AntiEntropy antiEntropy, Scheduler loop) implements SettledHold {
    private static final long PATIENCE_SECONDS = 30;

    @Override
    public SettledRanges hold() {
        return onLoop(antiEntropy::holdSettled);
    }

    @Override
    public SettledRanges release() {
        return onLoop(antiEntropy::releaseSettled);
    }

    private SettledRanges onLoop(Supplier<SettledRanges> work) {
        CompletableFuture<SettledRanges> result = new CompletableFuture<>();
        loop.execute(() -> result.complete(work.get()));
        try {
            return result.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SnapshotException("The node is stopping", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new SnapshotException("The node does not answer itself: it is stopping, or overloaded", e);
        }
    }
}
