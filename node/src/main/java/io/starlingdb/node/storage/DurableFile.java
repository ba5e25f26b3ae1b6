package io.starlingdb.node.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A small file that is replaced whole: at any moment, also after the loss of power, it holds the old content or the new.
 *
 * <p>The content is written beside it, synced, and renamed over it; then the folder is synced, because a rename lives in
 * the folder. One writer at a time.
 */
final class DurableFile {

    private final Path path;

    DurableFile(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /** The content, or null if there is no such file. */
    byte @Nullable [] read() throws IOException {
        try {
            return Files.readAllBytes(path);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Replaces the content; when this returns, it is durable. */
    void write(byte[] content) throws IOException {
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        try (FileChannel file = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                file.write(rest);
            }
            file.force(true);
        }
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncFolder(folderOf(path));
    }

    private static Path folderOf(Path path) {
        return Objects.requireNonNull(path.toAbsolutePath().getParent(), () -> path + " is a root");
    }

    /** Makes the names in the folder durable: what was created, renamed or deleted there. */
    static void syncFolder(Path folder) throws IOException {
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    /** Creates the folder if it is not there, durably. Its parent must exist. */
    static void createFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectory(folder);
            syncFolder(folderOf(folder));
        }
    }
}
