package io.starlingdb.node.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotsTest {
    private static final long NOW = 1_700_000_000_000L;

    @TempDir
    Path folder;

    private Snapshots snapshots() {
        return SnapshotFixture.snapshots(folder);
    }

    private SnapshotInfo take(String name, String... scope) {
        return snapshots().take(name, SnapshotFixture.taker(1, SnapshotFixture.record(3, 3), scope), NOW, Steps.NONE);
    }

    @Test
    void shouldListWhatWasTaken() {
        take("monday");
        take("tuesday", "ks.u");

        List<SnapshotInfo> all = snapshots().list();

        assertThat(all).extracting(SnapshotInfo::name).containsExactly("monday", "tuesday");
        assertThat(all.get(0).tables()).containsExactly("ks.t", "ks.u");
        assertThat(all.get(1).tables()).containsExactly("ks.u");
        assertThat(all.get(0).bytes()).isEqualTo(19);
        assertThat(all.get(0).taken()).isEqualTo("2023-11-14T22:13:20Z");
        assertThat(all.get(0).problem()).isEmpty();
    }

    @Test
    void shouldReadBackTheManifestThatItWrote() {
        take("monday", "ks");

        Manifest manifest = ManifestFile.read(folder.resolve("monday"));

        assertThat(manifest.record()).isEqualTo(SnapshotFixture.record(3, 3));
        assertThat(manifest.node()).isEqualTo(SnapshotFixture.node(1));
        assertThat(manifest.scope()).containsExactly("ks");
        assertThat(manifest.files()).extracting(Manifest.StoredFile::name).containsExactly("one.sst", "two.sst");
    }

    /** What later releases must read; the record in it has golden bytes of its own, and may be written in a newer form. */
    @Test
    void shouldKeepTheFormOfTheManifest() throws IOException {
        take("monday");
        byte[] golden;
        try (var in = SnapshotsTest.class.getResourceAsStream("/golden/snapshot/manifest.json")) {
            golden = in == null ? new byte[0] : in.readAllBytes();
        }
        assertThat(withoutRecord(Files.readString(folder.resolve("monday/manifest.json"))))
                .isEqualTo(withoutRecord(new String(golden, StandardCharsets.UTF_8)));
        assertThat(ManifestFile.decode(folder, golden)).isEqualTo(ManifestFile.read(folder.resolve("monday")));
    }

    private static String withoutRecord(String manifest) {
        return manifest.replaceAll("(?m)^ *\"record\" .*$", "");
    }

    @Test
    void shouldFindAFlippedBitAndNameTheFile() throws IOException {
        take("monday");
        assertThat(snapshots().verify("monday", Steps.NONE)).isEqualTo(19);
        Path file = folder.resolve("monday/data/two.sst");
        byte[] bytes = Files.readAllBytes(file);
        bytes[3] ^= 4;
        Files.write(file, bytes);

        assertThatExceptionOfType(SnapshotException.class)
                .isThrownBy(() -> snapshots().verify("monday", Steps.NONE))
                .withMessageContaining("two.sst")
                .withMessageContaining("checksum");
        assertThatExceptionOfType(SnapshotException.class)
                .isThrownBy(() -> snapshots().copy("monday", folder.resolve("out"), Steps.NONE));
        assertThat(folder.resolve("out/monday/" + SnapshotFixture.node(1))).doesNotExist();
    }

    @Test
    void shouldFindAChangedManifestAndAMissingFile() throws IOException {
        take("monday");
        take("tuesday");
        Path manifest = folder.resolve("monday/manifest.json");
        Files.writeString(
                manifest, Files.readString(manifest).replace("\"recovering\" : false", "\"recovering\" : true"));
        Files.delete(folder.resolve("tuesday/data/one.sst"));

        assertThat(snapshots().list().get(0).problem()).contains("not what was written");
        assertThatExceptionOfType(SnapshotException.class)
                .isThrownBy(() -> snapshots().verify("tuesday", Steps.NONE))
                .withMessageContaining("one.sst is missing");
    }

    @Test
    void shouldCopyWholeSnapshotsOutAndNeverOverOthers() {
        take("monday");

        Path copy = snapshots().copy("monday", folder.resolve("out"), Steps.NONE);

        assertThat(new SnapshotFolder(copy).verify(Steps.NONE)).isEmpty();
        assertThatExceptionOfType(SnapshotException.class)
                .isThrownBy(() -> snapshots().copy("monday", folder.resolve("out"), Steps.NONE))
                .withMessageContaining("exists already");
    }

    @Test
    void shouldDeleteAndThenKnowItNoMore() {
        take("monday");
        snapshots().delete("monday");

        assertThat(snapshots().list()).isEmpty();
        assertThatExceptionOfType(SnapshotException.class)
                .isThrownBy(() -> snapshots().delete("monday"))
                .withMessageContaining("no snapshot 'monday'");
        take("monday");
    }

    @Test
    void shouldRefuseANameTwiceAndAFullDisk() {
        take("monday");
        assertThatExceptionOfType(SnapshotException.class)
                .isThrownBy(() -> take("monday"))
                .withMessageContaining("already");
        Snapshots full = new Snapshots(folder, SnapshotFixture.STORAGE, SettledHold.NONE, () -> 99, 100);
        assertThatExceptionOfType(SnapshotException.class)
                .isThrownBy(() ->
                        full.take("tuesday", SnapshotFixture.taker(1, SnapshotFixture.record(3, 3)), NOW, Steps.NONE))
                .withMessageContaining("nearly full");
    }

    @Test
    void shouldLeaveNothingWhereTheStorageFails() {
        Snapshots failing = new Snapshots(
                folder,
                to -> {
                    throw new IOException("the disk is gone");
                },
                SettledHold.NONE,
                () -> 1_000,
                100);
        assertThatExceptionOfType(SnapshotException.class)
                .isThrownBy(() ->
                        failing.take("monday", SnapshotFixture.taker(1, SnapshotFixture.record(3, 3)), NOW, Steps.NONE))
                .withMessageContaining("the disk is gone");
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../up", "a/b", "-x", "x.partial", "a b"})
    void shouldRefuseWhatIsNoName(String name) {
        assertThatExceptionOfType(SnapshotException.class).isThrownBy(() -> take(name));
        assertThat(folder).isEmptyDirectory();
    }
}
