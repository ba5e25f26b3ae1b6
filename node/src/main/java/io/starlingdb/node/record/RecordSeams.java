package io.starlingdb.node.record;

import io.starlingdb.kernel.Scheduler;
import io.starlingdb.kernel.TimeSource;
import io.starlingdb.wire.Messenger;
import java.util.random.RandomGenerator;

/**
 * What the agreement on the cluster record is built on.
 *
 * @param self who this node is
 * @param messenger its registry must know {@link RecordMessages}; the agreement takes them all
 * @param time for deadlines
 * @param scheduler the node's loop
 * @param random for waits between attempts, and the id of a cluster that is founded here
 * @param timings how long to wait
 * @param listener hears of what an operator should know
 */
public record RecordSeams(
        RecordSelf self,
        Messenger messenger,
        TimeSource time,
        Scheduler scheduler,
        RandomGenerator random,
        RecordTimings timings,
        RecordListener listener) {}
