package io.starlingdb.node.storage;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * An engine in memory that forgets as a disk does: for the simulator and for tests.
 *
 * <p>The object is the disk, not the process: after {@link #crash} or {@link #close} it is used again as if a new process
 * had opened it. What one process left open is of no use to the next: its snapshots fail.
 *
 * <p>Deterministic: the same calls give the same answers. Whether a read is cold, and whether a write fails, is decided by
 * the {@link Faults} given.
 */
public final class MemoryEngine implements StorageEngine {

    /** What goes wrong, or slowly; asked at each call. */
    public interface Faults {

        /** Nothing. */
        Faults NONE = new Faults() {};

        /** Whether only the disk knows what is under the key. */
        default boolean cold(byte[] key) {
            return false;
        }

        /** Whether this write fails; it is not applied then. */
        default boolean failWrite() {
            return false;
        }
    }

    private final Faults faults;
    /** The states after each batch that power loss would take, oldest first; the last one is {@link #current}. */
    private final Deque<PersistentMap> unsynced = new ArrayDeque<>();

    private PersistentMap synced = PersistentMap.EMPTY;
    private volatile PersistentMap current = PersistentMap.EMPTY;
    private volatile int life;

    /** An empty engine without faults. */
    public MemoryEngine() {
        this(Faults.NONE);
    }

    /** An empty engine. */
    public MemoryEngine(Faults faults) {
        this.faults = faults;
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        return current.get(key);
    }

    @Override
    public Lookup getCached(byte[] key) {
        if (faults.cold(key)) {
            return Lookup.COLD;
        }
        byte[] value = current.get(key);
        return value == null ? Lookup.ABSENT : Lookup.found(value);
    }

    @Override
    public synchronized void write(Batch batch, boolean synced) {
        if (faults.failWrite()) {
            throw new StorageException("a write failed, as the faults said", null);
        }
        Applier applier = new Applier(current);
        batch.visit(applier);
        current = applier.map;
        unsynced.addLast(current);
        if (synced) {
            sync();
        }
    }

    @Override
    public synchronized void sync() {
        synced = current;
        unsynced.clear();
    }

    /** How many batches a crash of the machine may take. */
    public synchronized int unsyncedBatches() {
        return unsynced.size();
    }

    /**
     * The process dies, and perhaps the machine with it.
     *
     * @param survivingBatches how many of the batches that were not synced are still there, the oldest first; as many as
     *     there are when only the process dies
     */
    public synchronized void crash(int survivingBatches) {
        PersistentMap left = synced;
        int survivors = 0;
        for (PersistentMap state : unsynced) {
            if (survivors++ == survivingBatches) {
                break;
            }
            left = state;
        }
        current = left;
        sync();
        life++;
    }

    /**
     * Copies what is there now.
     *
     * @return puts that back, as another process finds it, in place of whatever is there then
     */
    public synchronized Runnable copy() {
        PersistentMap copied = current;
        return () -> putBack(copied);
    }

    private synchronized void putBack(PersistentMap copied) {
        current = copied;
        sync();
        life++;
    }

    /** The disk is lost, with everything on it. */
    public void wipe() {
        putBack(PersistentMap.EMPTY);
    }

    /** Changes one bit of what is stored, as a failing disk does. Nothing happens if nothing is stored there. */
    public synchronized void corrupt(byte[] key) {
        byte[] value = current.get(key);
        if (value != null && value.length > 0) {
            byte[] flipped = value.clone();
            flipped[flipped.length / 2] ^= 1;
            current = current.put(key, flipped);
            sync();
        }
    }

    @Override
    public EngineSnapshot snapshot() {
        return new Snapshot(current, life);
    }

    @Override
    public EngineStatistics statistics() {
        return EngineStatistics.NOTHING;
    }

    @Override
    public synchronized void close() {
        sync();
        life++;
    }

    private static final class Applier implements Batch.Visitor {
        private PersistentMap map;

        Applier(PersistentMap map) {
            this.map = map;
        }

        @Override
        public void put(byte[] key, byte[] value) {
            map = map.put(key, value);
        }

        @Override
        public void delete(byte[] key) {
            map = map.delete(key);
        }

        @Override
        public void deleteRange(KeyRange range) {
            map = map.deleteRange(range);
        }
    }

    private final class Snapshot implements EngineSnapshot {
        private final PersistentMap map;
        private final int born;

        Snapshot(PersistentMap map, int born) {
            this.map = map;
            this.born = born;
        }

        @Override
        public byte @Nullable [] get(byte[] key) {
            requireLife();
            return map.get(key);
        }

        @Override
        public EngineCursor cursor(KeyRange range, Direction direction) {
            requireLife();
            return map.cursor(range, direction);
        }

        private void requireLife() {
            if (born != life) {
                throw new EngineClosedException("the engine that this snapshot was taken from");
            }
        }

        @Override
        public void close() {
            // Nothing is held but memory.
        }
    }
}
