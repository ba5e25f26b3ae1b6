package io.starlingdb.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Small named blobs that survive crashes and power loss. Thread safe. May block on the disk: in production never called on an event loop.
 */
public interface SavedState {

    /**
     * What was last saved under the name, or null if nothing ever was.
     *
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    byte @Nullable [] load(String name);

    /**
     * Replaces the blob. When this returns the new content is durable; when it throws, or the process dies inside, either the old or the
     * new content is there, whole.
     *
     * @param name lower case letters, digits and hyphens
     * @throws java.io.UncheckedIOException if it cannot be made durable
     */
    void save(String name, byte[] content);
}
