package io.starlingdb.node.replica;

import org.jspecify.annotations.Nullable;

/** Waits for several parts of one piece of work, each of which tells how many entries it has changed. */
final class SumOfParts implements DoneHandler<Integer> {
    private final DoneHandler<Integer> handler;
    private int left;
    private int sum;
    private @Nullable Throwable failure;

    SumOfParts(int parts, DoneHandler<Integer> handler) {
        this.left = parts;
        this.handler = handler;
    }

    @Override
    public void done(Integer changed) {
        sum += changed;
        ended();
    }

    @Override
    public void failed(Throwable why) {
        failure = why;
        ended();
    }

    private void ended() {
        if (--left > 0) {
            return;
        }
        if (failure != null) {
            handler.failed(failure);
        } else {
            handler.done(sum);
        }
    }
}
