package io.starlingdb.node.sync;

import io.starlingdb.antientropy.Scope;
import io.starlingdb.kernel.SavedState;
import io.starlingdb.kernel.Scheduler;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Saves what is settled before it takes effect, and lets it take effect: not while a snapshot holds it still. Loop only. */
final class SettledStore {
    private static final String SAVED_NAME = "settled";
    private static final byte[] DOUBT = {0};

    private final SettlingParts with;
    private final SettlingPace pace;
    private final Scheduler loop;
    private final OwnedScopes owned;
    private final BooleanSupplier mayCompare;
    private final SortedMap<Scope, Long> wanted = new TreeMap<>();
    private boolean isSaving;
    private boolean isHeld;
    private @Nullable Runnable waiting;

    SettledStore(SettlingParts with, SettlingPace pace, Scheduler loop, OwnedScopes owned, BooleanSupplier mayCompare) {
        this.with = with;
        this.pace = pace;
        this.loop = loop;
        this.owned = owned;
        this.mayCompare = mayCompare;
    }

    /** What the last life saved. Blocks. */
    static byte @Nullable [] load(SavedState saved) {
        return saved.load(SAVED_NAME);
    }

    /** Whether what the last life saved says that this node may hold what others have purged. */
    static boolean isDoubt(byte @Nullable [] saved) {
        return saved != null && saved.length == DOUBT.length;
    }

    /** Lets the next life know that this node may hold what others have purged. Blocks. */
    static void doubt(SavedState saved) {
        saved.save(SAVED_NAME, DOUBT);
    }

    /** Takes a scope for settled, if it is complete, once that is saved. */
    void adopt(Owned one, long settled) {
        if (settled > one.settled() && one.isComplete() && pace.isOn()) {
            want(one.scope(), settled);
        }
    }

    /** Saves how things stand, with this scope settled so far. */
    void want(Scope scope, long settled) {
        wanted.merge(scope, settled, Math::max);
        save();
    }

    private void save() {
        if (isSaving || !mayCompare.getAsBoolean()) { // what says that this directory is an older copy stays saved
            return;
        }
        isSaving = true;
        SortedMap<Scope, Long> saving = new TreeMap<>(wanted);
        boolean takesEffect = !owned.isToBeDoubted();
        byte[] content = takesEffect ? owned.ranges(saving).encode() : DOUBT;
        with.blocking().execute(() -> {
            boolean isSaved = write(content);
            loop.execute(() -> saved(saving, isSaved, takesEffect));
        });
    }

    private boolean write(byte[] content) {
        try {
            with.saved().save(SAVED_NAME, content);
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private void saved(SortedMap<Scope, Long> saving, boolean isSaved, boolean takesEffect) {
        if (isSaved && takesEffect && isHeld) {
            waiting = () -> saved(saving, true, true); // no more is saved meanwhile
            return;
        }
        isSaving = false;
        if (!isSaved) {
            loop.schedule(pace.tickNanos(), this::save);
        } else if (takesEffect) {
            owned.settle(saving);
            saving.forEach((scope, settled) -> wanted.remove(scope, settled));
            if (!wanted.isEmpty()) {
                save();
            }
        }
    }

    /** What is settled; it stays so until {@link #release}. */
    SettledRanges hold() {
        isHeld = true;
        return owned.ranges(Map.of());
    }

    /** What was settled until now. */
    SettledRanges release() {
        SettledRanges until = owned.ranges(Map.of());
        isHeld = false;
        Runnable held = waiting;
        waiting = null;
        if (held != null) {
            held.run();
        }
        return until;
    }
}
