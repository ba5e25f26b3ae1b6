package io.starlingdb.client.admin;

import java.util.Locale;

/** Numbers as an operator reads them, with their unit. */
final class Quantity {
    private Quantity() {}

    /** {@code 1.5 MiB}: powers of 1024. */
    static String bytes(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        int step = Math.min(5, (63 - Long.numberOfLeadingZeros(bytes)) / 10);
        return String.format(Locale.ROOT, "%.1f %siB", bytes / Math.pow(1024, step), "KMGTP".charAt(step - 1));
    }

    /** {@code 42 s}, {@code 3 min 20 s}, {@code 5 h 4 min}, {@code 3 d 4 h}: the two largest units. */
    static String seconds(long seconds) {
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3_600) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        if (seconds < 86_400) {
            return seconds / 3_600 + " h " + seconds % 3_600 / 60 + " min";
        }
        return seconds / 86_400 + " d " + seconds % 86_400 / 3_600 + " h";
    }

    /** Microseconds as {@code 250 µs}, {@code 1.5 ms} or {@code 2.50 s}. */
    static String micros(double micros) {
        if (micros < 1_000) {
            return String.format(Locale.ROOT, "%.0f µs", micros);
        }
        if (micros < 1_000_000) {
            return String.format(Locale.ROOT, "%.1f ms", micros / 1_000);
        }
        return String.format(Locale.ROOT, "%.2f s", micros / 1_000_000);
    }
}
