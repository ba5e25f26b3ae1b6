package io.starlingdb.node.record;

import io.starlingdb.kernel.SavedState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A disk on which saving fails now and then; and one that lies, when a mistake is planted. */
final class UnreliableDisk implements SavedState {
    private final SavedState disk;
    private final RandomGenerator random;
    private final Plant plant;
    private double failures;
    private Runnable afterSave = () -> {};

    UnreliableDisk(SavedState disk, RandomGenerator random, Plant plant) {
        this.disk = disk;
        this.random = random;
        this.plant = plant;
    }

    /** From now on this share of saves fails. */
    void failures(double share) {
        failures = share;
    }

    /** Whom to tell of each save that is done, before anybody else knows: the worst moment to die. */
    void afterSave(Runnable newAfterSave) {
        afterSave = newAfterSave;
    }

    /** Does something while no save fails. */
    void withoutFailures(Runnable task) {
        double share = failures;
        failures = 0;
        task.run();
        failures = share;
    }

    @Override
    public byte @Nullable [] load(String name) {
        return disk.load(name);
    }

    @Override
    public void save(String name, byte[] content) {
        if (random.nextDouble() < failures) {
            throw new UncheckedIOException(new IOException("simulated"));
        }
        if (!isPretended(name)) {
            disk.save(name, content);
        }
        afterSave.run();
    }

    private boolean isPretended(String name) {
        return switch (plant) {
            case VOTES_ARE_NOT_SYNCED -> name.equals("record-vote");
            case LIFE_IS_FORGOTTEN -> name.equals("record-identity") && disk.load(name) != null;
            case NONE, LOSS_GOES_UNNOTICED -> false;
        };
    }
}
