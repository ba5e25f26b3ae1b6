package io.starlingdb.node.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Python's and JavaScript's drivers for Cassandra, unmodified, as {@code scripts/try-drivers} fetches and runs them. Where neither can be had
 * (no package manager, no network) there is nothing to test.
 */
class OtherDriversIT {
    /** What {@code try-drivers} exits with when there is no driver. */
    private static final int NONE = 3;

    /** Kept from build to build. */
    private static final Path DRIVERS = Path.of("target", "drivers").toAbsolutePath();

    @TempDir
    Path directory;

    @Test
    void shouldServeEveryTypePagesAndPreparedStatementsToThem() {
        StarlingProcess.Ended tried =
                StarlingProcess.run(directory, "try-drivers", List.of("--install", DRIVERS.toString()));
        assumeThat(tried.code()).as(tried.text()).isNotEqualTo(NONE);
        System.out.print(tried.text());
        assertThat(tried.code()).as(tried.text()).isZero();
    }
}
