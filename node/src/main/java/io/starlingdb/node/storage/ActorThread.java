package io.starlingdb.node.storage;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Gives an actor its turns on a thread of its own, which sleeps while there is nothing to do: it neither spins nor wakes by
 * itself, except when the actor asked for a time.
 */
final class ActorThread implements Actor.Bell {

    private static final int AWAKE = 0;
    private static final int RUNG = 1;
    private static final int ASLEEP = 2;

    private final Actor actor;
    private final Thread thread;
    private final AtomicInteger state = new AtomicInteger(AWAKE);

    ActorThread(String name, Actor actor) {
        this.actor = actor;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    @Override
    public void ring() {
        if (state.get() != RUNG && state.getAndSet(RUNG) == ASLEEP) {
            LockSupport.unpark(thread);
        }
    }

    /** Waits until the actor has said {@link Actor#NEVER}. */
    void join() throws InterruptedException {
        thread.join();
    }

    private void run() {
        long waitNanos = 0;
        while (waitNanos != Actor.NEVER) {
            if (waitNanos > 0) {
                sleep(waitNanos);
            }
            state.set(AWAKE);
            try {
                waitNanos = actor.turn();
            } catch (RuntimeException | Error e) {
                actor.broken(e);
                throw e;
            }
        }
    }

    /** Returns when rung, when the time is over, or for no reason, as parking may. */
    private void sleep(long nanos) {
        if (!state.compareAndSet(AWAKE, ASLEEP)) {
            return;
        }
        if (nanos == Actor.UNTIL_RUNG) {
            LockSupport.park(this);
        } else {
            LockSupport.parkNanos(this, Math.min(nanos, TimeUnit.HOURS.toNanos(1)));
        }
    }
}
