package io.starlingdb.node.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.starlingdb.client.PasswordHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsersFileTest {
    @TempDir
    private Path directory;

    private UsersFile file(String text) throws IOException {
        return new UsersFile(Files.writeString(directory.resolve("users"), text), Runnable::run);
    }

    private static String line(String user, String password) {
        return user + ":" + PasswordHash.of(password.toCharArray()) + "\n";
    }

    private static boolean check(UsersFile users, String user, String password) {
        return users.check(user, password).toCompletableFuture().join();
    }

    @Test
    void shouldLetInWhoHasTheRightPasswordAndNobodyElse() throws IOException {
        try (UsersFile users = file("# us\n\n" + line("anna", "käse:1") + line("otto", "x"))) {
            assertThat(users.asks()).isTrue();
            for (int again = 0; again < 2; again++) {
                assertThat(check(users, "anna", "käse:1")).isTrue();
                assertThat(check(users, "anna", "x")).isFalse();
                assertThat(check(users, "otto", "x")).isTrue();
                assertThat(check(users, "emil", "x")).isFalse();
            }
        }
    }

    @Test
    void shouldReadTheFileAgainWhenItHasChangedUnlessItIsFaulty() throws IOException {
        try (UsersFile users = file(line("anna", "old"))) {
            assertThat(check(users, "anna", "old")).isTrue();
            Path path = directory.resolve("users");
            Files.writeString(path, "nonsense");
            Files.setLastModifiedTime(path, FileTime.fromMillis(1));
            assertThat(check(users, "anna", "old")).isTrue();
            Files.writeString(path, line("anna", "new"));
            Files.setLastModifiedTime(path, FileTime.fromMillis(2));
            await().until(() -> !check(users, "anna", "old"));
            assertThat(check(users, "anna", "new")).isTrue();
        }
    }

    @Test
    void shouldNotBeginWithAFileThatSaysNothingOfUse() {
        assertThatThrownBy(() -> new UsersFile(directory.resolve("none"), Runnable::run))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be read");
        for (String bad : List.of("anna", "anna:secret", ":x", "anna:pbkdf2-sha512$1$$")) {
            assertThatThrownBy(() -> file("\n" + bad)).as(bad).hasMessageContaining("line 2: ");
        }
        assertThatThrownBy(() -> file(line("anna", "a") + line("anna", "b"))).hasMessageContaining("twice");
    }

    @Test
    void shouldKeepTheFormOfHashes() {
        String stored = "pbkdf2-sha512$1000$c2FsdA$";
        PasswordHash hash = PasswordHash.of("p".toCharArray());
        assertThat(hash.toString()).startsWith("pbkdf2-sha512$210000$");
        assertThat(PasswordHash.parse(hash.toString()).matches("p".toCharArray()))
                .isTrue();
        assertThatThrownBy(() -> PasswordHash.parse(stored)).isInstanceOf(IllegalArgumentException.class);
    }
}
