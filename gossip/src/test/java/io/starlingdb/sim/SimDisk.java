package io.starlingdb.sim;

import io.starlingdb.kernel.SavedState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A node's disk: small blobs that are durable when saved, logs with a synced and an unsynced part, and whatever else is attached. */
public final class SimDisk implements SavedState {

    private final FaultCounts counts;
    private final RandomGenerator random;
    private final Map<String, byte[]> blobs = new TreeMap<>();
    private final Map<String, SimLog> logs = new TreeMap<>();
    private final List<SimDurable> attached = new ArrayList<>();

    SimDisk(FaultCounts counts, RandomGenerator random) {
        this.counts = counts;
        this.random = random;
    }

    @Override
    public byte @Nullable [] load(String name) {
        byte[] content = blobs.get(name);
        return content == null ? null : content.clone();
    }

    @Override
    public void save(String name, byte[] content) {
        blobs.put(name, content.clone());
    }

    /** The log of this name, empty if it is new. */
    public SimLog log(String name) {
        return logs.computeIfAbsent(name, n -> new SimLog());
    }

    /** Lets something else share this disk's fate. */
    public void attach(SimDurable durable) {
        attached.add(durable);
    }

    /** Loses everything: an emptied or replaced disk. The process must be down. */
    public void wipe() {
        boolean lost = !blobs.isEmpty() || logs.values().stream().anyMatch(log -> log.size() > 0);
        blobs.clear();
        logs.clear();
        for (SimDurable durable : attached) {
            lost |= durable.wipe();
        }
        if (lost) {
            counts.add(FaultKind.DISK_LOSS);
        }
    }

    /**
     * Copies all that is on the disk now, as a backup of its files would. The process should be down.
     *
     * @return puts the copy back, in place of all that is there then; the process must be down
     */
    public Runnable copy() {
        Map<String, byte[]> copiedBlobs = new TreeMap<>(blobs);
        Map<String, SimLog> copiedLogs = new TreeMap<>();
        logs.forEach((name, log) -> copiedLogs.put(name, log.copy()));
        List<Runnable> putBack = attached.stream().map(SimDurable::copy).toList();
        return () -> {
            blobs.clear();
            blobs.putAll(copiedBlobs);
            logs.clear();
            copiedLogs.forEach((name, log) -> logs.put(name, log.copy()));
            putBack.forEach(Runnable::run);
            counts.add(FaultKind.OLD_DISK);
        };
    }

    void crash(boolean loseUnsynced) {
        boolean lost = false;
        if (loseUnsynced) {
            for (SimLog log : logs.values()) {
                lost |= log.loseUnsynced(random);
            }
        }
        for (SimDurable durable : attached) {
            lost |= durable.crash(loseUnsynced);
        }
        if (lost) {
            counts.add(FaultKind.UNSYNCED_LOSS);
        }
    }
}
