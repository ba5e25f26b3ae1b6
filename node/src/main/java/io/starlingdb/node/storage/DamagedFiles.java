package io.starlingdb.node.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The engine's files, where they turn out to be damaged: a mark says so over the stop, and the next start sets them aside. */
public final class DamagedFiles {
    private final Path root;
    private final Path data;
    private final long start;

    /** @param start the number of the present start; what is set aside is called by it */
    DamagedFiles(Path root, Path data, long start) {
        this.root = root;
        this.data = data;
        this.start = start;
    }

    /** From now on no start uses the files any more. */
    public void mark() {
        try {
            new DurableFile(root.resolve("damaged")).write(Long.toString(start).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new DataDirectoryException("Cannot mark the damaged files in " + data + ": " + e, e);
        }
    }

    /** Whether they are marked. */
    public boolean areMarked() {
        return Files.exists(root.resolve("damaged"));
    }

    /** Moves the files out of the way, so that the engine begins with none; returns where they lie now. The engine must be closed. */
    public Path setAside() {
        Path aside = root.resolve("damaged-" + start);
        try {
            Files.move(data, aside);
            DurableFile.createFolder(data);
            Files.deleteIfExists(root.resolve("damaged"));
        } catch (IOException e) {
            throw new DataDirectoryException("Cannot move " + data + " to " + aside + ": " + e, e);
        }
        return aside;
    }
}
