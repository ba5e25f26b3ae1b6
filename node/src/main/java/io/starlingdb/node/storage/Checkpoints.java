package io.starlingdb.node.storage;

import java.io.IOException;
import java.nio.file.Path;

/** An engine that can be copied while it works: what backups stand on. */
public interface Checkpoints {

    /**
     * Makes a copy of everything written so far, complete by itself and safe against the loss of power. Where the file
     * system allows, it shares its files with the engine, so it costs time and space only as these change. May take
     * seconds; writes go on meanwhile.
     *
     * @param folder where to; must not exist, its parent must
     * @throws IOException if it exists or cannot be written; then nothing is left there
     */
    void checkpoint(Path folder) throws IOException;
}
