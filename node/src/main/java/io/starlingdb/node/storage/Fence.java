package io.starlingdb.node.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds up all shards at an erasure until the last of them has come to it, so that one change of the engine erases what
 * belongs to many. Each shard holds up only its works on these rows meanwhile and does the others.
 *
 * <p>The ring's slices are dealt out to the shards in turn: erasing shard by shard would take a range deletion per slice.
 */
final class Fence {

    private record Arrival(Work work, Runnable goOn) {}

    private final List<Arrival> arrived = new ArrayList<>();
    private int missing;
    private boolean open;
    private @Nullable RuntimeException failure;

    Fence(int shards) {
        this.missing = shards;
    }

    /**
     * A shard has come to it; all its earlier works on these rows are committed.
     *
     * @param goOn to be called, by any thread, when the shard may go on with the work, which is then {@linkplain
     *     Work#fencePassed marked}
     * @param erasure what the last one does; returns why it failed, or null
     */
    synchronized void arrive(Work work, Runnable goOn, Supplier<@Nullable RuntimeException> erasure) {
        arrived.add(new Arrival(work, goOn));
        if (--missing == 0 && !open) {
            open(erasure.get());
        } else if (open) {
            release();
        }
    }

    /** One of the shards will never come: nothing is erased. */
    synchronized void abort(RuntimeException reason) {
        if (!open) {
            open(reason);
        }
    }

    private void open(@Nullable RuntimeException outcome) {
        failure = outcome;
        open = true;
        release();
    }

    private void release() {
        for (Arrival arrival : arrived) {
            arrival.work.loadFailure = failure;
            arrival.work.fencePassed = true;
            arrival.goOn.run();
        }
        arrived.clear();
    }
}
