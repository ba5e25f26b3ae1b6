package io.starlingdb.node.sync;

import io.starlingdb.antientropy.KeyDiff;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowKey;
import org.jspecify.annotations.Nullable;

/**
 * The rules of anti-entropy at the places where they are applied. There is one sound set; the simulation puts others in its place, each with one
 * mistake, to show that its checks would notice.
 */
public class SyncRules {
    /** What production runs on. */
    public static final SyncRules SOUND = new SyncRules();

    /** Whether a change of a stored row changes the sums: every one does. */
    public boolean isCounted(RowKey key, @Nullable Row before, @Nullable Row after) {
        return true;
    }

    /** Whether a difference is mended by this side, in whichever direction it is. */
    public boolean isMended(KeyDiff diff) {
        return true;
    }
}
