package io.starlingdb.node;

import io.starlingdb.kernel.SavedState;
import io.starlingdb.kernel.Scheduler;
import io.starlingdb.kernel.TimeSource;
import io.starlingdb.kernel.Transport;
import io.starlingdb.node.handoff.HintDisk;
import io.starlingdb.node.storage.Shards;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * Everything of the world that a node touches: bound to sockets, threads and files in production, and to virtual ones in the simulator.
 *
 * @param time its clocks
 * @param loop its one loop, on which all of a {@link NodeCore} but its constructor runs
 * @param random its randomness
 * @param transport sends its frames
 * @param shards its storage, whose results come back on the same loop
 * @param saved its small durable state
 * @param blocking runs what may block on the disk, one after the other, off the loop
 * @param hints where writes for nodes that are away are kept
 */
public record NodeSeams(
        TimeSource time,
        Scheduler loop,
        RandomGenerator random,
        Transport transport,
        Shards shards,
        SavedState saved,
        Executor blocking,
        HintDisk hints) {}
