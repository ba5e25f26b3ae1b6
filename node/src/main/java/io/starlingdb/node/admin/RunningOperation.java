package io.starlingdb.node.admin;

import io.starlingdb.kernel.TimeSource;
import org.jspecify.annotations.Nullable;

/** One operation from its begin on: what it said last, and how it ended. Loop only. */
final class RunningOperation implements OperationProgress {
    private final String id;
    private final String operation;
    private final TimeSource time;
    private final long startNanos;
    private OperationStatus.State state = OperationStatus.State.RUNNING;
    private long endNanos;
    private @Nullable Long done;
    private @Nullable Long total;
    private @Nullable String unit;
    private @Nullable Long bytes;
    private @Nullable Long bytesTotal;
    private @Nullable Long secondsLeft;
    private @Nullable String doing;
    private @Nullable String error;
    private @Nullable Object result;

    RunningOperation(String id, String operation, TimeSource time) {
        this.id = id;
        this.operation = operation;
        this.time = time;
        this.startNanos = time.nanoTime();
    }

    @Override
    public void at(long doneNow, long totalNow, String unitNow) {
        done = doneNow;
        total = totalNow == 0 ? null : (Long) totalNow;
        unit = unitNow;
    }

    @Override
    public void moved(long bytesNow, long totalNow, long secondsLeftNow) {
        bytes = bytesNow;
        bytesTotal = totalNow == 0 ? null : (Long) totalNow;
        secondsLeft = secondsLeftNow < 0 ? null : (Long) secondsLeftNow;
    }

    @Override
    public void doing(String what) {
        doing = what;
    }

    /** @param failure null if it went well */
    void end(@Nullable Object what, @Nullable Throwable failure) {
        endNanos = time.nanoTime();
        state = failure == null ? OperationStatus.State.DONE : OperationStatus.State.FAILED;
        result = what;
        if (failure != null) {
            error = String.valueOf(failure.getMessage());
        }
    }

    boolean isRunning() {
        return state == OperationStatus.State.RUNNING;
    }

    OperationStatus status() {
        long until = isRunning() ? time.nanoTime() : endNanos;
        return new OperationStatus(
                id,
                operation,
                state,
                (until - startNanos) / 1_000_000,
                done,
                total,
                unit,
                percent(),
                bytes,
                bytesTotal,
                isRunning() ? secondsLeft : null,
                doing,
                error,
                result);
    }

    private @Nullable Integer percent() {
        if (state == OperationStatus.State.DONE) {
            return 100;
        }
        Long of = total;
        return done == null || of == null ? null : (Integer) (int) (100 * done / of);
    }
}
