package io.starlingdb.hints;

import org.jspecify.annotations.Nullable;

/**
 * Where hints are kept: a map that survives the end of the process. One thread at a time calls it; it may block on the disk, briefly.
 *
 * <p>What was put survives a kill -9. Only what {@link #sync} has returned for is to survive the loss of power.
 */
public interface HintStore extends AutoCloseable {
    /** The hint of a key; null if there is none. */
    @Nullable
    Hint get(HintKey key);

    /** Stores a hint, in the place of the former one. False if there is no room; then nothing has changed. */
    boolean put(HintKey key, Hint hint);

    /** Forgets a hint. */
    void remove(HintKey key);

    /** How many portions the hints fall into. */
    int portions();

    /**
     * Shows each hint of one portion, in any order. The visitor must not touch the store.
     *
     * @return how many entries of the portion could not be read and were removed
     */
    int visit(int portion, Visitor visitor);

    /** Makes everything put before survive the loss of power. */
    void sync();

    /** Closes it in good order. */
    @Override
    void close();

    /** Is shown hints. */
    interface Visitor {
        void hint(HintKey key, Hint hint);
    }
}
