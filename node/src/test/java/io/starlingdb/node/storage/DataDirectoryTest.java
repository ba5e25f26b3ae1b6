package io.starlingdb.node.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.starlingdb.kernel.NodeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    private static final String BOOT = "boot-1";
    private static final UUID CLUSTER = new UUID(1, 2);
    private static final EngineReport FOUND = new EngineReport(false, false);
    private static final EngineReport CREATED = new EngineReport(true, false);

    @TempDir
    Path folder;

    private final RandomGenerator random = new SplittableRandom(1);

    private DataDirectory open(String boot) {
        return DataDirectory.open(folder.resolve("node"), boot, random);
    }

    @Test
    void shouldKeepItsNodeIdOverRestarts() {
        NodeId id;
        try (DataDirectory directory = open(BOOT)) {
            id = directory.nodeId();
            assertThat(directory.startNumber()).isEqualTo(1);
            assertThat(directory.lastStop()).isEqualTo(LastStop.FIRST_START);
        }
        try (DataDirectory directory = open(BOOT)) {
            assertThat(directory.nodeId()).isEqualTo(id);
            assertThat(directory.startNumber()).isEqualTo(2);
        }
        assertThat(folder.resolve("node/node-id")).hasContent(id.toString());
    }

    @Test
    void shouldBeUsedOnce() {
        try (DataDirectory directory = open(BOOT)) {
            assertThat(directory.nodeId()).isNotNull();
            assertThatThrownBy(() -> open(BOOT))
                    .isInstanceOf(DataDirectoryException.class)
                    .hasMessageContaining(
                            "in use by process " + ProcessHandle.current().pid());
        }
        open(BOOT).close();
    }

    @Test
    void shouldRefuseAnotherCluster() {
        try (DataDirectory directory = open(BOOT)) {
            assertThat(directory.clusterId()).isNull();
            directory.joinCluster(CLUSTER);
        }
        try (DataDirectory directory = open(BOOT)) {
            assertThat(directory.clusterId()).isEqualTo(CLUSTER);
            directory.joinCluster(CLUSTER);
            assertThatThrownBy(() -> directory.joinCluster(new UUID(3, 4)))
                    .isInstanceOf(DataDirectoryException.class)
                    .hasMessageContaining("belongs to cluster " + CLUSTER);
        }
    }

    @Test
    void shouldTellHowItWasStopped() {
        open(BOOT).close();
        try (DataDirectory directory = open(BOOT)) {
            assertThat(directory.lastStop()).isEqualTo(LastStop.PROCESS_CRASH);
            directory.stopCleanly();
        }
        try (DataDirectory directory = open("boot-2")) {
            assertThat(directory.lastStop()).isEqualTo(LastStop.CLEAN);
        }
        try (DataDirectory directory = open("boot-3")) {
            assertThat(directory.lastStop()).isEqualTo(LastStop.MACHINE_CRASH);
        }
    }

    @Test
    void shouldSetDamagedFilesAsideAndBeRecoveringThen() throws IOException {
        try (DataDirectory directory = open(BOOT)) {
            Files.writeString(directory.data().resolve("1.sst"), "damaged");
            directory.damagedFiles().mark();
            directory.stopCleanly();
        }
        try (DataDirectory directory = open(BOOT)) {
            assertThat(directory.damagedFiles().areMarked()).isTrue();
            Path aside = directory.damagedFiles().setAside();
            assertThat(aside.resolve("1.sst")).hasContent("damaged");
            assertThat(directory.data()).isEmptyDirectory();
            assertThat(directory.damagedFiles().areMarked()).isFalse();
            assertThat(directory.assess(new EngineReport(true, false), 0)).isTrue();
        }
    }

    @Test
    void shouldTakeTheCleanStopMarkerAwayBeforeAnybodyCanWrite() {
        try (DataDirectory directory = open(BOOT)) {
            directory.stopCleanly();
            assertThat(folder.resolve("node/life")).content().contains("stopped=clean");
        }
        open(BOOT).close();
        assertThat(folder.resolve("node/life")).content().doesNotContain("stopped");
    }

    @Test
    void shouldNotTrustABootThatTheSystemDoesNotTell() {
        open(MachineBoot.UNKNOWN).close();
        try (DataDirectory directory = open(MachineBoot.UNKNOWN)) {
            assertThat(directory.lastStop()).isEqualTo(LastStop.MACHINE_CRASH);
        }
    }

    @Test
    void shouldRecoverAfterTheMachineDiedUntilItHasRecovered() {
        open(BOOT).close();
        try (DataDirectory directory = open("boot-2")) {
            assertThat(directory.assess(FOUND, 1)).isTrue();
            directory.stopCleanly();
        }
        try (DataDirectory directory = open("boot-2")) {
            assertThat(directory.lastStop()).isEqualTo(LastStop.CLEAN);
            assertThat(directory.assess(FOUND, 2))
                    .as("a restart does not end it")
                    .isTrue();
            directory.recovered();
            assertThat(directory.isRecovering()).isFalse();
        }
        try (DataDirectory directory = open("boot-2")) {
            assertThat(directory.assess(FOUND, 3)).isFalse();
        }
    }

    @Test
    void shouldNotRecoverAfterAKilledProcessOrAtTheFirstStart() {
        try (DataDirectory directory = open(BOOT)) {
            assertThat(directory.assess(CREATED, 0)).isFalse();
        }
        try (DataDirectory directory = open(BOOT)) {
            assertThat(directory.assess(FOUND, 1)).isFalse();
        }
    }

    @Test
    void shouldRecoverWhenTheLogWasDamagedOrTheDataIsGone() {
        open(BOOT).close();
        try (DataDirectory directory = open(BOOT)) {
            assertThat(directory.assess(new EngineReport(false, true), 1)).isTrue();
            directory.recovered();
            assertThat(directory.assess(CREATED, 1)).isTrue();
        }
    }

    @Test
    void shouldRecoverWhenItIsOlderThanWhatThePeersRemember() throws IOException {
        try (DataDirectory directory = open(BOOT)) {
            directory.stopCleanly();
        }
        byte[] oldLife = Files.readAllBytes(folder.resolve("node/life"));
        for (int i = 0; i < 3; i++) {
            try (DataDirectory directory = open(BOOT)) {
                directory.stopCleanly();
            }
        }
        Files.write(folder.resolve("node/life"), oldLife);
        try (DataDirectory directory = open(BOOT)) {
            assertThat(directory.startNumber()).isEqualTo(2);
            assertThat(directory.assess(FOUND, 4)).isTrue();
            assertThat(directory.startNumber())
                    .as("above all that the peers know")
                    .isEqualTo(5);
            directory.recovered();
            directory.stopCleanly();
        }
        try (DataDirectory directory = open(BOOT)) {
            assertThat(directory.assess(FOUND, 5)).isFalse();
        }
    }

    @Test
    void shouldTakeTheIdOfTheNodeWhoseDirectoryIsGone() {
        NodeId old = new NodeId(5, 6);
        try (DataDirectory directory = open(BOOT)) {
            directory.resume(old);
            assertThat(directory.assess(CREATED, 9)).isTrue();
            assertThat(directory.startNumber()).isEqualTo(10);
        }
        try (DataDirectory directory = open(BOOT)) {
            assertThat(directory.nodeId()).isEqualTo(old);
            assertThat(directory.isRecovering()).isTrue();
            assertThatThrownBy(() -> directory.resume(new NodeId(7, 8))).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void shouldRefuseADirectoryThatLacksAFileOrHasADamagedOne() throws IOException {
        try (DataDirectory directory = open(BOOT)) {
            directory.joinCluster(CLUSTER);
        }
        Map<String, byte[]> files = contents();
        for (String lost : new String[] {"node-id", "life"}) {
            Files.delete(folder.resolve("node").resolve(lost));
            assertThatThrownBy(() -> open(BOOT))
                    .isInstanceOf(DataDirectoryException.class)
                    .hasMessageContaining("has lost its file " + lost);
            Files.write(folder.resolve("node").resolve(lost), files.get(lost));
        }
        for (String damaged : new String[] {"node-id", "life", "cluster-id"}) {
            Files.writeString(folder.resolve("node").resolve(damaged), "%%");
            assertThatThrownBy(() -> open(BOOT))
                    .isInstanceOf(DataDirectoryException.class)
                    .hasMessageContaining(damaged + " is damaged");
            Files.write(folder.resolve("node").resolve(damaged), files.get(damaged));
        }
        Files.writeString(folder.resolve("node/format"), "99");
        assertThatThrownBy(() -> open(BOOT))
                .isInstanceOf(DataDirectoryException.class)
                .hasMessageContaining("format 99");
    }

    @Test
    void shouldForgiveAFirstStartThatWasCutShort() throws IOException {
        open(BOOT).close();
        Files.delete(folder.resolve("node/life"));
        try (DataDirectory directory = open(BOOT)) {
            assertThat(directory.lastStop()).isEqualTo(LastStop.FIRST_START);
        }
    }

    @Test
    void shouldRefuseAFileInItsPlace() throws IOException {
        Files.writeString(folder.resolve("node"), "a file");
        assertThatThrownBy(() -> open(BOOT))
                .isInstanceOf(DataDirectoryException.class)
                .hasMessageContaining("Cannot use the data directory");
    }

    private Map<String, byte[]> contents() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("node"))) {
            return files.filter(Files::isRegularFile)
                    .collect(Collectors.toMap(file -> file.getFileName().toString(), DataDirectoryTest::read));
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
