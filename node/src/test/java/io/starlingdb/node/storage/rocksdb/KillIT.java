package io.starlingdb.node.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.starlingdb.node.data.RowCodec;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.storage.DataDirectory;
import io.starlingdb.node.storage.DataDirectoryException;
import io.starlingdb.node.storage.Direction;
import io.starlingdb.node.storage.EngineCursor;
import io.starlingdb.node.storage.EngineReport;
import io.starlingdb.node.storage.EngineSnapshot;
import io.starlingdb.node.storage.KeyRange;
import io.starlingdb.node.storage.LastStop;
import io.starlingdb.node.storage.MachineBoot;
import io.starlingdb.node.storage.TestRows;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process that writes, again and again at any moment, and looks for what it had acknowledged. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class KillIT {

    private static final int ROUNDS = Boolean.getBoolean("starling.full") ? 60 : 8;

    /** So many acknowledgements, at most, before the kill: some rounds end while the log is still being read. */
    private static final int LINES_MAX = 40_000;

    @TempDir
    Path folder;

    private final SplittableRandom random = new SplittableRandom(1);
    private final Map<Long, Long> acknowledged = new HashMap<>();

    @Test
    void shouldLoseNoAcknowledgedWriteWhenItsProcessIsKilled() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            killAfter(round % 4 == 3 ? 1 : 1 + random.nextInt(LINES_MAX), round);
            check(round);
        }
        assertThat(acknowledged.values().stream().mapToLong(number -> number).sum())
                .as("increments survived over all rounds")
                .isGreaterThan(ROUNDS * 1_000L);
    }

    private void killAfter(int lines, int seed) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        KilledProcess.class.getName(),
                        folder.resolve("node").toString(),
                        Integer.toString(seed))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out = process.inputReader(StandardCharsets.US_ASCII)) {
            int read = 0;
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                acknowledge(line);
                if (read == 0) {
                    shouldRefuseASecondProcess();
                }
                if (++read == lines) {
                    // Not through the process itself: that would also throw away what it has said.
                    process.toHandle().destroyForcibly();
                }
            }
        }
        assertThat(process.waitFor()).as("killed").isNotZero();
    }

    private void shouldRefuseASecondProcess() {
        assertThatThrownBy(() -> DataDirectory.open(folder.resolve("node"), MachineBoot.id(), random))
                .isInstanceOf(DataDirectoryException.class)
                .hasMessageContaining("in use by process");
    }

    /** The last line may be cut short: then it was not seen by anybody. */
    private void acknowledge(String line) {
        int space = line.indexOf(' ');
        if (space > 0 && space + 1 < line.length()) {
            acknowledged.merge(
                    Long.parseLong(line.substring(0, space)), Long.parseLong(line.substring(space + 1)), Math::max);
        }
    }

    private void check(int round) {
        try (DataDirectory directory = DataDirectory.open(folder.resolve("node"), MachineBoot.id(), random)) {
            assertThat(directory.startNumber()).isEqualTo(2L * round + 2);
            assertThat(directory.lastStop())
                    .isEqualTo(MachineBoot.id().isEmpty() ? LastStop.MACHINE_CRASH : LastStop.PROCESS_CRASH);
            try (RocksDbEngine engine = RocksDbEngine.open(
                    directory.data().resolve("rows"), KilledProcess.SETTINGS, directory.nativeLibraries())) {
                assertThat(engine.report()).isEqualTo(new EngineReport(false, false));
                checkRows(engine);
            }
            directory.stopCleanly();
        }
    }

    private void checkRows(RocksDbEngine engine) {
        Map<Long, Long> stored = new HashMap<>();
        try (EngineSnapshot snapshot = engine.snapshot();
                EngineCursor cursor = snapshot.cursor(KeyRange.ALL, Direction.FORWARD)) {
            while (cursor.next()) {
                RowKey key = RowKey.decode(cursor.key());
                stored.put(key.token(), TestRows.number(RowCodec.decode(key, cursor.value())));
            }
        }
        acknowledged.forEach((token, number) -> assertThat(stored.getOrDefault(token, 0L))
                .as("the row of token %s", token)
                .isGreaterThanOrEqualTo(number));
        acknowledged.putAll(stored);
    }
}
