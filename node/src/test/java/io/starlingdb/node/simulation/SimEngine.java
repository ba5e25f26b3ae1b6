package io.starlingdb.node.simulation;

import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.storage.Direction;
import io.starlingdb.node.storage.EngineCursor;
import io.starlingdb.node.storage.EngineSnapshot;
import io.starlingdb.node.storage.KeyRange;
import io.starlingdb.node.storage.MemoryEngine;
import io.starlingdb.sim.SimDurable;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** The storage engine of a simulated machine; it outlives the processes on it and shares the disk's fate. */
final class SimEngine implements SimDurable {
    private final RandomGenerator random;
    private final double coldReads;
    private MemoryEngine engine;

    /** @param coldReads the chance that a read has to wait for the disk */
    SimEngine(RandomGenerator random, double coldReads) {
        this.random = random;
        this.coldReads = coldReads;
        this.engine = empty();
    }

    private MemoryEngine empty() {
        return new MemoryEngine(new MemoryEngine.Faults() {
            @Override
            public boolean cold(byte[] key) {
                return coldReads > 0 && random.nextDouble() < coldReads;
            }
        });
    }

    MemoryEngine engine() {
        return engine;
    }

    /** The keys of all rows. */
    List<RowKey> keys() {
        List<RowKey> keys = new ArrayList<>();
        try (EngineSnapshot snapshot = engine.snapshot();
                EngineCursor cursor = snapshot.cursor(KeyRange.ALL, Direction.FORWARD)) {
            while (cursor.next()) {
                keys.add(RowKey.decode(cursor.key()));
            }
        }
        return keys;
    }

    @Override
    public boolean crash(boolean loseUnsynced) {
        int unsynced = engine.unsyncedBatches();
        int surviving = loseUnsynced && unsynced > 0 ? random.nextInt(unsynced + 1) : unsynced;
        engine.crash(surviving);
        return surviving < unsynced;
    }

    @Override
    public Runnable copy() {
        MemoryEngine copied = engine;
        Runnable putBack = engine.copy();
        return () -> {
            engine = copied;
            putBack.run();
        };
    }

    @Override
    public boolean wipe() {
        engine = empty();
        return true;
    }
}
