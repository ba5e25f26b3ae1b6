package io.starlingdb.sim;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** An append-only file. What was appended since the last sync may be lost in a power failure, from any byte on. */
public final class SimLog {

    private ByteArrayOutputStream content = new ByteArrayOutputStream();
    private int synced;

    SimLog() {}

    public void append(byte[] bytes) {
        content.writeBytes(bytes);
    }

    /** Makes all that was appended durable. */
    public void sync() {
        synced = content.size();
    }

    /** All that was appended and not lost. */
    public byte[] read() {
        return content.toByteArray();
    }

    /** How many bytes the log has. */
    public int size() {
        return content.size();
    }

    /** How many of them are durable. */
    public int syncedSize() {
        return synced;
    }

    SimLog copy() {
        SimLog copy = new SimLog();
        copy.append(read());
        copy.sync();
        return copy;
    }

    boolean loseUnsynced(RandomGenerator random) {
        int unsynced = content.size() - synced;
        if (unsynced == 0) {
            return false;
        }
        byte[] kept = Arrays.copyOf(content.toByteArray(), synced + random.nextInt(unsynced));
        content = new ByteArrayOutputStream();
        content.writeBytes(kept);
        synced = kept.length;
        return true;
    }
}
