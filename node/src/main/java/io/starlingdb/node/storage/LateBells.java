package io.starlingdb.node.storage;

import io.starlingdb.kernel.Scheduler;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Rings the shards' bells after the loop's present turn instead of within it: what one turn submits then reaches a sleeping
 * shard as one batch, and the loop pays for waking it once.
 */
final class LateBells {

    private final Scheduler loop;
    private final Shard[] shards;
    private final AtomicIntegerArray wanted;
    private final AtomicBoolean planned = new AtomicBoolean();

    LateBells(Scheduler loop, Shard[] shards) {
        this.loop = loop;
        this.shards = shards;
        this.wanted = new AtomicIntegerArray(shards.length);
    }

    void ring(int shard) {
        wanted.setOpaque(shard, 1);
        if (!planned.get() && planned.compareAndSet(false, true)) {
            loop.execute(this::ringWanted);
        }
    }

    private void ringWanted() {
        planned.set(false);
        for (int shard = 0; shard < shards.length; shard++) {
            if (wanted.getAndSet(shard, 0) == 1) {
                shards[shard].ring();
            }
        }
    }
}
