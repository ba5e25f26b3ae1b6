package io.starlingdb.node.handoff;

import io.starlingdb.hints.HintStore;
import java.util.concurrent.Executor;

/** Where a node keeps hints, and the thread that may wait for it. */
public interface HintDisk extends Executor {
    /** Whether an earlier life may have left hints. Asked once, before the loop runs. */
    boolean hasHints();

    /**
     * Opens the store; called once, on the hint thread, when the first hint comes or an earlier life has left some. May take seconds.
     *
     * @throws RuntimeException if it cannot be opened: the node then keeps no hints, and exchanges do all the work
     */
    HintStore open();

    /** Whether there is room for more. Asked on the hint thread; what then is not kept counts as missed. */
    default boolean hasRoom() {
        return true;
    }

    /** It could not be opened, or failed later: the node keeps no hints until it is started again. Called on the hint thread. */
    default void failed(Throwable why) {}

    /** Runs a task on the hint thread, after those before. */
    @Override
    void execute(Runnable task);
}
