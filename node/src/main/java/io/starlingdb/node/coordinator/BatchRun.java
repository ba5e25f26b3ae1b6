package io.starlingdb.node.coordinator;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Waits for all writes of a batch, and tells the first failure, in the order of the batch, if there is one. */
final class BatchRun {
    private final CompletableFuture<BatchResult> result;
    private final @Nullable WriteResult[] done;
    private final @Nullable Throwable[] failed;
    private int left;

    BatchRun(int writes, CompletableFuture<BatchResult> result) {
        this.result = result;
        this.done = new @Nullable WriteResult[writes];
        this.failed = new @Nullable Throwable[writes];
        this.left = writes;
        if (writes == 0) {
            end();
        }
    }

    /** The write at this place of the batch has ended. */
    void ended(int place, @Nullable WriteResult write, @Nullable Throwable failure) {
        done[place] = write;
        failed[place] = failure;
        if (--left == 0) {
            end();
        }
    }

    private void end() {
        for (Throwable failure : failed) {
            if (failure != null) {
                result.completeExceptionally(failure);
                return;
            }
        }
        result.complete(new BatchResult(Arrays.asList(done)));
    }
}
