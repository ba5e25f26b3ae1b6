package io.starlingdb.node.process;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots of real processes; {@code scripts/restore-drill} is the large form. */
class RestoreIT {
    @TempDir
    Path directory;

    @Test
    void shouldRestoreAllThatWasAcknowledgedBeforeTheSnapshotIntoAClusterOfAnotherSize() throws Exception {
        RestoreDrill.run(directory, 500, List.of(1));
    }
}
