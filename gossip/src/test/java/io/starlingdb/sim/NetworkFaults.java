package io.starlingdb.sim;

import java.util.random.RandomGenerator;

/**
 * How bad a network is: for each frame, the chance of each mishap. At most one befalls a frame.
 *
 * @param loss the chance of being lost
 * @param duplicate the chance of arriving twice, the second time up to {@code delayMaxNanos} later
 * @param reorder the chance of being overtaken: it arrives up to {@code delayMaxNanos} late while later frames do not wait for it
 * @param delay the chance of being held up by up to {@code delayMaxNanos}, and all later frames of its lane with it
 * @param delayMaxNanos how long mishaps last at most
 */
public record NetworkFaults(double loss, double duplicate, double reorder, double delay, long delayMaxNanos) {

    /** Nothing goes wrong. */
    public static final NetworkFaults NONE = new NetworkFaults(0, 0, 0, 0, 1);

    public NetworkFaults {
        if (loss < 0 || duplicate < 0 || reorder < 0 || delay < 0 || loss + duplicate + reorder + delay > 1) {
            throw new IllegalArgumentException("chances are not negative and sum up to 1 at most");
        }
        if (delayMaxNanos < 1) {
            throw new IllegalArgumentException("delayMaxNanos is positive");
        }
    }

    /** Draws a network between nearly good and rather bad: up to 5 % of frames lost, 3 % repeated, 5 % overtaken, 3 % held up. */
    public static NetworkFaults draw(RandomGenerator random) {
        return new NetworkFaults(
                random.nextDouble(0.05),
                random.nextDouble(0.03),
                random.nextDouble(0.05),
                random.nextDouble(0.03),
                random.nextLong(1_000_000L, 500_000_000L));
    }
}
