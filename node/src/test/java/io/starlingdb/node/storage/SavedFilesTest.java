package io.starlingdb.node.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedFilesTest {

    private static final byte[] CONTENT = "what a node saved".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private SavedFiles saved;

    @BeforeEach
    void open() {
        saved = new SavedFiles(folder);
    }

    @Test
    void shouldGiveBackWhatWasSavedLast() {
        assertThat(saved.load("clock")).isNull();
        saved.save("clock", new byte[] {1});
        saved.save("clock", CONTENT);
        saved.save("empty", new byte[0]);
        SavedFiles later = new SavedFiles(folder);
        assertThat(later.load("clock")).isEqualTo(CONTENT);
        assertThat(later.load("empty")).isEmpty();
    }

    @Test
    void shouldHaveTheStoredFormThatItAlwaysHad() throws IOException {
        saved.save("clock", CONTENT);
        try (InputStream golden = SavedFilesTest.class.getResourceAsStream("saved-file.bin")) {
            assertThat(folder.resolve("clock")).hasBinaryContent(golden.readAllBytes());
        }
    }

    @Test
    void shouldRefuseEveryDamagedByte() throws IOException {
        saved.save("clock", CONTENT);
        byte[] stored = Files.readAllBytes(folder.resolve("clock"));
        for (int i = 0; i < stored.length; i++) {
            byte[] damaged = stored.clone();
            damaged[i] ^= 0x20;
            Files.write(folder.resolve("clock"), damaged);
            assertThatThrownBy(() -> saved.load("clock"))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("damaged");
        }
    }

    @Test
    void shouldRefuseAFileThatIsCutShort() throws IOException {
        saved.save("clock", CONTENT);
        byte[] stored = Files.readAllBytes(folder.resolve("clock"));
        for (int length = 0; length < stored.length; length++) {
            Files.write(folder.resolve("clock"), java.util.Arrays.copyOf(stored, length));
            assertThatThrownBy(() -> saved.load("clock")).isInstanceOf(UncheckedIOException.class);
        }
    }

    @Test
    void shouldKeepTheOldContentWhenASaveIsCutShort() throws IOException {
        saved.save("clock", CONTENT);
        Files.write(folder.resolve("clock.new"), new byte[] {1, 2, 3});
        assertThat(saved.load("clock")).isEqualTo(CONTENT);
        saved.save("clock", new byte[] {4});
        assertThat(saved.load("clock")).isEqualTo(new byte[] {4});
    }

    @Test
    void shouldRefuseNamesThatAreNoFiles() {
        for (String name : new String[] {"", "..", "a/b", "Clock", "a.new"}) {
            assertThatThrownBy(() -> saved.save(name, CONTENT)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
