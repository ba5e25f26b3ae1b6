package io.starlingdb.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * What a {@link Nemesis} does and how often.
 *
 * @param strikes what it chooses from; one that is named twice is chosen twice as often
 * @param pauseMeanNanos the mean time between strikes
 * @param lengthMaxNanos how long a strike lasts at most
 * @param downMax how many processes may be down at once by its doing
 * @param skewMaxMicros how wrong wall clocks may be, from the start and after a jump
 * @param network how bad the network is all the time
 */
public record NemesisOptions(
        List<Strike> strikes,
        long pauseMeanNanos,
        long lengthMaxNanos,
        int downMax,
        long skewMaxMicros,
        NetworkFaults network) {

    public NemesisOptions {
        strikes = List.copyOf(strikes);
    }

    /** Draws options: some or all kinds of strikes, seconds apart and seconds long, clocks wrong by up to four minutes. */
    public static NemesisOptions draw(RandomGenerator random, int nodes) {
        List<Strike> strikes = new ArrayList<>();
        for (Strike strike : Strike.values()) {
            if (random.nextInt(4) > 0) {
                strikes.add(strike);
            }
        }
        return new NemesisOptions(
                strikes,
                random.nextLong(TimeUnit.MILLISECONDS.toNanos(500), TimeUnit.SECONDS.toNanos(8)),
                random.nextLong(TimeUnit.SECONDS.toNanos(1), TimeUnit.SECONDS.toNanos(15)),
                random.nextInt(1, Math.max(2, nodes)),
                random.nextLong(1, TimeUnit.MINUTES.toMicros(4)),
                random.nextInt(5) == 0 ? NetworkFaults.NONE : NetworkFaults.draw(random));
    }
}
