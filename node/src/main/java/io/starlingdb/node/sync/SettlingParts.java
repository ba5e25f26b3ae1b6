package io.starlingdb.node.sync;

import io.starlingdb.kernel.SavedState;
import java.util.concurrent.Executor;

/**
 * What settling stands on, besides {@link SyncParts}.
 *
 * @param water what time is closed
 * @param saved where settled times are kept
 * @param blocking runs what may block, off the loop
 * @param life above every life's of this node before
 */
public record SettlingParts(LowWater water, SavedState saved, Executor blocking, long life) {}
