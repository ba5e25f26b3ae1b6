package io.starlingdb.node.snapshot;

import io.starlingdb.gossip.Membership;
import io.starlingdb.kernel.HybridClock;
import io.starlingdb.kernel.Scheduler;
import io.starlingdb.kernel.TimeSource;
import io.starlingdb.node.coordinator.DataAccess;
import io.starlingdb.node.coordinator.StampedWrites;
import io.starlingdb.node.record.RecordAgreement;
import io.starlingdb.node.storage.StoredCopy;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * What restoring stands on.
 *
 * @param reading runs what reads snapshots, one after the other, off the loop
 * @param opener opens a checkpoint's folder
 */
public record RestoreFoundation(
        RecordAgreement record,
        Membership membership,
        DataAccess data,
        StampedWrites writes,
        HybridClock clock,
        TimeSource time,
        Scheduler loop,
        Executor reading,
        Function<Path, StoredCopy> opener) {}
