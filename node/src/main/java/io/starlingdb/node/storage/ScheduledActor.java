package io.starlingdb.node.storage;

import io.starlingdb.kernel.Cancellable;
import io.starlingdb.kernel.Scheduler;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Gives an actor its turns on a scheduler, each a drawn while after it was wanted. */
final class ScheduledActor implements Actor.Bell {

    private final Actor actor;
    private final Scheduler scheduler;
    private final RandomGenerator random;
    private final long delayNanosMax;

    /** The turn that is planned because the bell rang. */
    private boolean soon;
    /** The turn that is planned because the actor asked for a time. */
    private @Nullable Cancellable later;

    private boolean ended;

    ScheduledActor(Actor actor, Scheduler scheduler, RandomGenerator random, long delayNanosMax) {
        this.actor = actor;
        this.scheduler = scheduler;
        this.random = random;
        this.delayNanosMax = delayNanosMax;
    }

    @Override
    public void ring() {
        if (!soon && !ended) {
            soon = true;
            scheduler.schedule(ScheduledDelays.draw(random, delayNanosMax), this::turn);
        }
    }

    /** Gives it turns without delay until it has nothing to do; tells whether it has ended. */
    boolean finish() {
        while (!ended && actor.turn() == 0) {
            // Each turn takes what there is.
        }
        if (!ended) {
            ended = actor.turn() == Actor.NEVER;
        }
        return ended;
    }

    private void turn() {
        soon = false;
        if (later != null) {
            later.cancel();
            later = null;
        }
        if (ended) {
            return;
        }
        long waitNanos = actor.turn();
        if (waitNanos == 0) {
            ring();
        } else if (waitNanos == Actor.NEVER) {
            ended = true;
        } else if (waitNanos != Actor.UNTIL_RUNG) {
            later = scheduler.schedule(waitNanos, this::turn);
        }
    }
}
