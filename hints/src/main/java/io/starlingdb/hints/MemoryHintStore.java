package io.starlingdb.hints;

import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Hints in memory, for the simulator and for tests: keeps stored bytes, so that what passes through has been encoded once. It survives the end
 * of a simulated process by being handed to the next; {@link #crash} is the loss of power.
 */
public final class MemoryHintStore implements HintStore {
    private static final Comparator<HintKey> ORDER =
            Comparator.comparing(HintKey::target).thenComparing(HintKey::row, java.util.Arrays::compareUnsigned);

    private static final int PORTIONS = 4;

    private final int hintsMax;
    private final SortedMap<HintKey, byte[]> now = new TreeMap<>(ORDER);
    private final SortedMap<HintKey, byte[]> synced = new TreeMap<>(ORDER);

    /** @param hintsMax how many it has room for */
    public MemoryHintStore(int hintsMax) {
        this.hintsMax = hintsMax;
    }

    @Override
    public @Nullable Hint get(HintKey key) {
        byte[] stored = now.get(key);
        return stored == null ? null : HintCodec.decode(HintCodec.encode(key), stored);
    }

    @Override
    public boolean put(HintKey key, Hint hint) {
        if (now.size() >= hintsMax && !now.containsKey(key)) {
            return false;
        }
        now.put(key, HintCodec.encode(HintCodec.encode(key), hint));
        return true;
    }

    @Override
    public void remove(HintKey key) {
        now.remove(key);
    }

    @Override
    public int portions() {
        return PORTIONS;
    }

    @Override
    public int visit(int portion, Visitor visitor) {
        now.forEach((key, stored) -> {
            Hint hint = HintCodec.decode(HintCodec.encode(key), stored);
            if (Math.floorMod(key.hashCode(), PORTIONS) == portion && hint != null) {
                visitor.hint(key, hint);
            }
        });
        return 0;
    }

    @Override
    public void sync() {
        synced.clear();
        synced.putAll(now);
    }

    /** How many it holds. */
    public int size() {
        return now.size();
    }

    /** The loss of power: what was not synced is as it was. */
    public void crash() {
        now.clear();
        now.putAll(synced);
    }

    /** Remembers what is there; the answer puts it back, as from a copy of the disk. */
    public Runnable copy() {
        SortedMap<HintKey, byte[]> then = new TreeMap<>(now);
        return () -> {
            wipe();
            now.putAll(then);
            sync();
        };
    }

    /** The loss of the disk. */
    public void wipe() {
        now.clear();
        synced.clear();
    }

    @Override
    public void close() {
        sync();
    }
}
