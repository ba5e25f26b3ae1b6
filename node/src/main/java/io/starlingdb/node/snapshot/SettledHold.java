package io.starlingdb.node.snapshot;

import io.starlingdb.node.sync.SettledRanges;

/** Keeps a node's settled time still while its storage is copied, so that the copy is exactly of that time: nothing is purged beyond it. Blocks. */
public interface SettledHold {
    /** Where nothing is ever settled. */
    SettledHold NONE = new SettledHold() {
        @Override
        public SettledRanges hold() {
            return new SettledRanges();
        }

        @Override
        public SettledRanges release() {
            return new SettledRanges();
        }
    };

    /** @return what is settled, from now on until the release */
    SettledRanges hold();

    /** @return what was settled until now: something else than before, if the node's ranges changed meanwhile */
    SettledRanges release();
}
