package io.starlingdb.node.data;

import io.starlingdb.node.version.Dot;

/** Hears of what a join loses. Called on the thread that joins; must not block. */
public interface JoinObserver {
    /** Hears nothing. */
    JoinObserver NONE = new JoinObserver() {
        @Override
        public int actor() {
            return -1;
        }

        @Override
        public void lostWrite(Dot loser, Dot winner) {
            // nobody asks
        }
    };

    /** The actor whose writes are watched: the node that joins. -1 for none. */
    int actor();

    /**
     * On a {@code last_write_wins} table, a write of {@link #actor} lost a cell to one that had not seen it and that it had not
     * seen. Called once for each write and entry.
     */
    void lostWrite(Dot loser, Dot winner);
}
