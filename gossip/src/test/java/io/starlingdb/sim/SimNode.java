package io.starlingdb.sim;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.Transport;
import org.jspecify.annotations.Nullable;

/**
 * One machine of a world: an address on the network, clocks, a disk, and at most one running process. The process is whatever the test
 * builds on the scheduler of {@link #boot}; its network is {@link #transport}.
 */
public final class SimNode {

    private final SimWorld world;
    private final int index;
    private final Endpoint endpoint;
    private final SimClock clock;
    private final SimDisk disk;
    private final Transport transport;
    private @Nullable SimScheduler life;
    private @Nullable FrameReceiver receiver;
    private long pausedUntilNanos;

    SimNode(SimWorld world, int index, Endpoint endpoint, SimClock clock, SimDisk disk) {
        this.world = world;
        this.index = index;
        this.endpoint = endpoint;
        this.clock = clock;
        this.disk = disk;
        this.transport = (to, lane, frame) -> world.network().send(this, to, lane, frame);
    }

    /** 0, 1, 2 … in the order in which the world's nodes were made. */
    public int index() {
        return index;
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    public SimClock clock() {
        return clock;
    }

    public SimDisk disk() {
        return disk;
    }

    /** What this node sends goes through the world's network. */
    public Transport transport() {
        return transport;
    }

    public boolean isUp() {
        return life != null;
    }

    /**
     * Starts a process.
     *
     * @return its loop
     * @throws IllegalStateException if one is running
     */
    public SimScheduler boot() {
        if (life != null) {
            throw new IllegalStateException(endpoint + " is up");
        }
        SimScheduler scheduler = new SimScheduler(world, this);
        life = scheduler;
        return scheduler;
    }

    /** Who takes the frames that arrive while the process lives; until then they are lost. */
    public void onFrame(FrameReceiver newReceiver) {
        if (life == null) {
            throw new IllegalStateException(endpoint + " is down");
        }
        receiver = newReceiver;
    }

    /** Ends the process in good order: it must have synced and said goodbye before. */
    public void stop() {
        end();
    }

    /**
     * Kills the process. All that it had written stays ({@code kill -9}), or what was not synced is lost (power failure).
     *
     * @return false if none was running
     */
    public boolean crash(boolean loseUnsynced) {
        if (life == null) {
            return false;
        }
        end();
        world.faults().add(FaultKind.CRASH);
        world.log().note("crash " + index + (loseUnsynced ? " losing what was not synced" : ""));
        disk.crash(loseUnsynced);
        return true;
    }

    /** The process stands still for so long: frames and tasks wait, then come all at once. */
    public void pause(long nanos) {
        if (life != null) {
            pausedUntilNanos = Math.max(pausedUntilNanos, world.time().nowNanos() + nanos);
            world.faults().add(FaultKind.PAUSE);
            world.log().note("pause " + index);
        }
    }

    /** Puts the event off if the process stands still; it then comes again. */
    boolean postponeWhilePaused(SimEvent event) {
        long now = world.time().nowNanos();
        if (pausedUntilNanos <= now) {
            return false;
        }
        world.time().add(event, pausedUntilNanos - now);
        return true;
    }

    @Nullable
    FrameReceiver receiver() {
        return receiver;
    }

    private void end() {
        if (life != null) {
            life.stop();
        }
        life = null;
        receiver = null;
        pausedUntilNanos = 0;
    }
}
