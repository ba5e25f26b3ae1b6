package io.starlingdb.hints;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.kernel.NodeId;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChronicleHintStoreTest {
    private static final NodeId TARGET = new NodeId(1, 2);

    @TempDir
    Path folder;

    static HintKey key(int row) {
        return new HintKey(TARGET, ByteBuffer.allocate(24).putInt(20, row).array());
    }

    static Hint hint(int number, int bytes) {
        return new Hint(1_000 + number, number, 5_000_000 + number, number % 2 == 0, new byte[bytes]);
    }

    private static TreeMap<Integer, Hint> all(HintStore store) {
        TreeMap<Integer, Hint> found = new TreeMap<>();
        for (int portion = 0; portion < store.portions(); portion++) {
            assertThat(store.visit(
                            portion,
                            (key, hint) -> found.put(ByteBuffer.wrap(key.row()).getInt(20), hint)))
                    .isZero();
        }
        return found;
    }

    @Test
    void shouldGiveBackWhatWasPutAfterAGoodEnd() throws IOException {
        assertThat(ChronicleHintStore.exists(folder)).isFalse();
        try (ChronicleHintStore store = ChronicleHintStore.open(folder, 10_000, 4 << 20)) {
            for (int i = 0; i < 1_000; i++) {
                assertThat(store.put(key(i), hint(i, 200))).isTrue();
            }
            store.remove(key(7));
            store.sync();
        }
        try (ChronicleHintStore store = ChronicleHintStore.open(folder, 10_000, 4 << 20)) {
            assertThat(store.wasRecovered()).isFalse();
            Hint hint = store.get(key(8));
            assertThat(hint).usingRecursiveComparison().isEqualTo(hint(8, 200));
            assertThat(store.get(key(7))).isNull();
            assertThat(all(store)).hasSize(999);
        }
        assertThat(ChronicleHintStore.exists(folder)).isTrue();
    }

    @Test
    void shouldLeaveNothingToOpenWhereItEndedEmpty() throws IOException {
        try (ChronicleHintStore store = ChronicleHintStore.open(folder, 10_000, 4 << 20)) {
            store.put(key(1), hint(1, 100));
            store.remove(key(1));
        }
        assertThat(folder).isEmptyDirectory();
    }

    /** The library would wait for a minute for whoever makes the file; meanwhile the node could not drain. */
    @Test
    void shouldBeginAnewWhereItsMakerDied() throws IOException {
        Files.write(folder.resolve("hints-v1.map"), new byte[4_096]);
        Files.createFile(folder.resolve("hints-v1.open"));
        Files.createFile(folder.resolve("hints-v1.making"));
        long begin = System.nanoTime();

        try (ChronicleHintStore store = ChronicleHintStore.open(folder, 10_000, 4 << 20)) {
            assertThat(store.put(key(1), hint(1, 100))).isTrue();
            assertThat(folder.resolve("hints-v1.making")).doesNotExist();
        }

        assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(50));
        try (ChronicleHintStore store = ChronicleHintStore.open(folder, 10_000, 4 << 20)) {
            assertThat(store.get(key(1))).isNotNull();
        }
    }

    @Test
    void shouldRefuseWhatItHasNoRoomForAndKeepTheRest() throws IOException {
        try (ChronicleHintStore store = ChronicleHintStore.open(folder, 1_000, 256 << 10)) {
            int kept = 0;
            while (kept < 10_000 && store.put(key(kept), hint(kept, 200))) {
                kept++;
            }
            assertThat(kept).isBetween(1_000, 9_999);
            assertThat(store.put(key(20_000), hint(1, 1 << 20))).isFalse();
            assertThat(store.get(key(20_000))).isNull();
            assertThat(all(store)).hasSizeBetween(kept, kept);
        }
    }

    @Test
    void shouldHoldRowsMuchLargerThanTheAverage() throws IOException {
        try (ChronicleHintStore store = ChronicleHintStore.open(folder, 100_000, 64 << 20)) {
            for (int size : new int[] {10, 1_000, 10_000, 100_000, 1_000_000}) {
                assertThat(store.put(key(size), hint(size, size))).isTrue();
                assertThat(store.get(key(size)).content()).hasSize(size);
            }
        }
    }

    @Test
    void shouldHaveAllThatAKilledProcessHadPut() throws Exception {
        Process holder = new ProcessBuilder(childCommand())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        try {
            await(() -> Files.exists(folder.resolve("put-500")) || !holder.isAlive());
            assertThat(holder.isAlive())
                    .as(Files.readString(folder.resolve("out")))
                    .isTrue();
        } finally {
            holder.destroyForcibly().waitFor();
        }
        try (ChronicleHintStore store = ChronicleHintStore.open(folder, 10_000, 4 << 20)) {
            assertThat(store.wasRecovered()).isTrue();
            assertThat(all(store)).hasSizeGreaterThanOrEqualTo(500);
            assertThat(store.put(key(0), hint(3, 300))).isTrue();
        }
    }

    private List<String> childCommand() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-") || argument.startsWith("-Dchronicle"))
                .forEach(command::add);
        command.addAll(List.of(
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                PuttingProcess.class.getName(),
                folder.toString()));
        return command;
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            Thread.sleep(20);
        }
    }

    /** Puts hints until it is killed. */
    static final class PuttingProcess {
        public static void main(String[] args) throws IOException {
            Path folder = Path.of(args[0]);
            @SuppressWarnings("resource")
            ChronicleHintStore store = ChronicleHintStore.open(folder, 10_000, 4 << 20);
            for (int i = 0; ; i++) {
                store.put(key(i % 5_000), hint(i, 200 + i % 7));
                if (i == 500) {
                    Files.write(folder.resolve("put-500"), "yes".getBytes(StandardCharsets.UTF_8));
                }
            }
        }
    }
}
