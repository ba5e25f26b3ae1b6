package io.starlingdb.node.simulation;

import io.starlingdb.hints.MemoryHintStore;
import io.starlingdb.sim.SimDurable;

/** The hints of a simulated machine: survive the process, and of a loss of power only what was synced. */
final class SimHints implements SimDurable {
    private static final int HINTS_MAX = 100_000;

    private final MemoryHintStore store = new MemoryHintStore(HINTS_MAX);

    MemoryHintStore store() {
        return store;
    }

    @Override
    public boolean crash(boolean loseUnsynced) {
        if (loseUnsynced) {
            store.crash();
        }
        return false;
    }

    @Override
    public boolean wipe() {
        store.wipe();
        return false;
    }

    @Override
    public Runnable copy() {
        return store.copy();
    }
}
