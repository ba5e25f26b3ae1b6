package io.starlingdb.sim;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One number over all that happened, in order, contents of frames included: two runs of one seed that differ anywhere have different hashes.
 * On demand it also tells what happens, line by line.
 */
public final class EventLog {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long MULTIPLIER = 0x9e3779b97f4a7c15L;

    private final SimTime time;
    private long hash = MULTIPLIER;
    private long frames;
    private @Nullable Consumer<String> tracer;

    EventLog(SimTime time) {
        this.time = time;
    }

    public long hash() {
        return hash;
    }

    /** How many frames were delivered. */
    public long frames() {
        return frames;
    }

    /** From now on each event is told to the tracer as a line, with its time. */
    public void traceTo(Consumer<String> newTracer) {
        tracer = newTracer;
    }

    /** Notes something that the simulation's author finds worth comparing, a client's result for example. */
    public void note(String what) {
        mix(time.nowNanos());
        for (int i = 0; i < what.length(); i++) {
            mix(what.charAt(i));
        }
        trace(() -> what);
    }

    /** Tells a line to the tracer, if there is one; has no part in the hash. */
    public void trace(Supplier<String> line) {
        if (tracer != null) {
            tracer.accept("%12.6f %s".formatted(time.nowNanos() / 1e9, line.get()));
        }
    }

    void task(long atNanos, int node) {
        mix(atNanos);
        mix(node);
    }

    void frame(SimNode from, SimNode to, byte[] frame) {
        frames++;
        mix(time.nowNanos());
        mix(((long) from.index() << 32) | to.index());
        mix(frame);
        if (tracer != null) {
            trace(() -> from.endpoint() + " -> " + to.endpoint() + " " + frame.length + " bytes");
        }
    }

    private void mix(byte[] content) {
        int i = 0;
        for (; i + Long.BYTES <= content.length; i += Long.BYTES) {
            mix((long) LONGS.get(content, i));
        }
        long rest = content.length;
        for (; i < content.length; i++) {
            rest = (rest << 8) | (content[i] & 0xff);
        }
        mix(rest);
    }

    private void mix(long value) {
        hash = Long.rotateLeft((hash ^ value) * MULTIPLIER, 29);
    }
}
