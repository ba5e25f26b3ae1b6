package io.starlingdb.node.config;

import java.time.Duration;

/**
 * When an acknowledged write is safe from a power failure of its replica.
 *
 * @param group true: the acknowledgement waits for one fsync a batch; false: the log is synced every {@code period}
 * @param period how often the log is synced when not {@code group}
 */
public record CommitLogSync(boolean group, Duration period) {

    static CommitLogSync parse(String written) {
        if (written.equals("group")) {
            return new CommitLogSync(true, Duration.ZERO);
        }
        if (!written.startsWith("periodic ")) {
            throw new IllegalArgumentException();
        }
        Duration period =
                ValueKind.duration(written.substring("periodic ".length()).trim());
        if (period.compareTo(Duration.ofMillis(10)) < 0 || period.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("the period must be 10ms to 1m");
        }
        return new CommitLogSync(false, period);
    }
}
