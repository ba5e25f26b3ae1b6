package io.starlingdb.node.admin;

/** Hears from a running operation how far it is; whoever follows {@code GET /v1/operations/{id}} sees the last that was said. Loop only. */
public interface OperationProgress {
    /**
     * @param total 0 while it is not known
     * @param unit of both: {@code ranges}, {@code bytes}, {@code rows}, …
     */
    void at(long done, long total, String unit);

    /**
     * How many bytes it has moved.
     *
     * @param total about how many there are; 0 while that is not known
     * @param secondsLeft about how long it still takes; negative while that is not known
     */
    void moved(long bytes, long total, long secondsLeft);

    /** What it does now, a few words: {@code streaming from 10.0.0.2:7000}. */
    void doing(String what);
}
