package io.starlingdb.client.console;

import java.util.Locale;

/** The line that shows how far a COPY is: a bar where the end is known, rows, and rows a second. */
final class Progress {
    private static final long EVERY_NANOS = 200_000_000L;

    private final Screen screen;
    private final long startNanos = System.nanoTime();
    private long shownNanos = startNanos;

    Progress(Screen screen) {
        this.screen = screen;
    }

    /** @param share 0 to 1, or negative where the end is not known */
    void show(long rows, double share) {
        long now = System.nanoTime();
        if (now - shownNanos >= EVERY_NANOS) {
            shownNanos = now;
            screen.progress(bar(share) + rate(rows));
        }
    }

    /** What is said at the end: rows, seconds, rows a second. */
    String summary(long rows) {
        screen.progress("");
        return String.format(Locale.ROOT, "%,d rows in %.2f s (%,.0f rows/s)", rows, seconds(), rows / seconds());
    }

    private String bar(double share) {
        return share < 0 ? "" : ProgressBar.of(share);
    }

    private String rate(long rows) {
        return String.format(Locale.ROOT, "%,d rows  %,.0f rows/s", rows, rows / seconds());
    }

    private double seconds() {
        return Math.max(1e-3, (System.nanoTime() - startNanos) / 1e9);
    }
}
