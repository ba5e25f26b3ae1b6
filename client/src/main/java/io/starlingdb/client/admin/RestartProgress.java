package io.starlingdb.client.admin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which nodes a rolling restart has done, a line each, so that it can go on where it stopped; taken away when all are done. */
final class RestartProgress {
    private final Path file;

    /** @param resume whether what is in the file counts; else it begins anew */
    RestartProgress(Path file, boolean resume) throws IOException {
        this.file = file;
        if (!resume) {
            Files.deleteIfExists(file);
        }
    }

    Set<String> done() throws IOException {
        return Files.exists(file) ? new LinkedHashSet<>(Files.readAllLines(file)) : Set.of();
    }

    void add(String node) throws IOException {
        Files.write(file, List.of(node), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    void finish() throws IOException {
        Files.deleteIfExists(file);
    }
}
