package io.starlingdb.node.snapshot;

/** Passes on how far work is, but not more often than makes sense to look at. */
final class Pace implements Steps {
    private static final int TIMES = 200;

    private final Steps steps;
    private long last = Long.MIN_VALUE / 2;

    Pace(Steps steps) {
        this.steps = steps;
    }

    @Override
    public void at(long done, long total, String unit) {
        if (done - last >= total / TIMES || done == total) {
            last = done;
            steps.at(done, total, unit);
        }
    }
}
