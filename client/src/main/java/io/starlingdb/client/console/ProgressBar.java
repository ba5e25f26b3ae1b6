package io.starlingdb.client.console;

import java.util.Locale;

/** A bar of fixed width and the percentage after it. */
public final class ProgressBar {
    private static final int CELLS = 30;

    private ProgressBar() {}

    /** @param share 0 to 1; more counts as 1 */
    public static String of(double share) {
        double bounded = Math.max(0, Math.min(1, share));
        int full = (int) Math.round(bounded * CELLS);
        return "[" + "#".repeat(full) + ".".repeat(CELLS - full) + "] "
                + String.format(Locale.ROOT, "%3.0f %%  ", bounded * 100);
    }
}
