package io.starlingdb.node.replica;

import io.starlingdb.kernel.HybridClock;
import io.starlingdb.node.storage.ShardContext;
import java.util.Arrays;

/**
 * The process life of each shard: the stamp above which all stamps lie that this shard has issued without a gap.
 *
 * <p>A node vouches for an unbroken history of its own writes to a row ({@code (previous, stamp]} instead of one dot alone) only within one
 * life. A life begins with the process, and anew whenever a batch of the shard failed: what that batch held may be missing, though its
 * deltas may have reached others. Each shard touches only its own place, on its own thread.
 */
final class ShardLives {
    private final HybridClock clock;
    private final long[] lives;
    private final long[] failures;

    ShardLives(HybridClock clock, int shards) {
        this.clock = clock;
        this.lives = new long[shards];
        this.failures = new long[shards];
        Arrays.fill(lives, clock.last());
    }

    /** The present life of the shard whose context this is. Asked before the stamp of the write is drawn. */
    long of(ShardContext rows) {
        int shard = rows.shard();
        if (rows.failedBatches() != failures[shard]) {
            failures[shard] = rows.failedBatches();
            lives[shard] = clock.last();
        }
        return lives[shard];
    }
}
