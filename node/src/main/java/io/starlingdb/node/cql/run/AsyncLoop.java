package io.starlingdb.node.cql.run;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Repeats an asynchronous step for as long as it says so. Steps that complete at once are repeated in a plain loop, so that
 * ten thousand pages from memory do not grow the stack. For one thread: the steps' futures complete on the loop.
 */
final class AsyncLoop {

    private final Supplier<CompletableFuture<Boolean>> step;
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    private AsyncLoop(Supplier<CompletableFuture<Boolean>> step) {
        this.step = step;
    }

    /** Runs {@code step} until it completes with false; fails as it fails. */
    static CompletableFuture<Void> whileTrue(Supplier<CompletableFuture<Boolean>> step) {
        AsyncLoop loop = new AsyncLoop(step);
        loop.run();
        return loop.done;
    }

    private void run() {
        boolean more = true;
        while (more) {
            CompletableFuture<Boolean> result;
            try {
                result = step.get();
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
                return;
            }
            if (!result.isDone() || result.isCompletedExceptionally()) {
                CompletableFuture<Boolean> unused = result.whenComplete(this::resume);
                return;
            }
            more = result.join();
        }
        done.complete(null);
    }

    @SuppressWarnings("NullAway") // one of the two is null
    private void resume(Boolean more, Throwable failure) {
        if (failure != null) {
            done.completeExceptionally(cause(failure));
        } else if (more) {
            run();
        } else {
            done.complete(null);
        }
    }

    /** What a future failed with, without the wrapping that dependent futures add. */
    static Throwable cause(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : null;
        return cause == null ? failure : cause;
    }
}
