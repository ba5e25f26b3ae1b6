package io.starlingdb.node.nativeprotocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A hundred thousand messages, in the full build only; {@code scripts/fuzz-native} sends a million. */
@EnabledIfSystemProperty(named = "starling.full", matches = "true")
class FrameFuzzIT {
    private static final long MESSAGES = 100_000;

    @TempDir
    Path directory;

    @Test
    void shouldSurviveWhateverIsSent() throws Exception {
        assertThat(FrameFuzz.run(directory, MESSAGES, 20_261_123)).contains("messages");
    }
}
