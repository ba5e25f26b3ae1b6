package io.starlingdb.node.storage;

import org.jspecify.annotations.Nullable;

/**
 * Tells a task, on the loop, how it ended.
 *
 * @param failure why it failed, or null
 */
record TaskEnd(ShardTask task, @Nullable Throwable failure) implements Runnable {

    TaskEnd failedWith(Throwable other) {
        return new TaskEnd(task, other);
    }

    @Override
    public void run() {
        if (failure == null) {
            task.committed();
        } else {
            task.failed(failure);
        }
    }
}
