package io.starlingdb.node.admin;

/** Hears from a running operation how far it is; whoever follows {@code GET /v1/operations/{id}} sees the last that was said. Loop only. */
public interface OperationProgress {
    /**
     * @param total 0 while it is not known
     * @param unit of both: {@code ranges}, {@code bytes}, {@code rows}, …
     */
    void at(long done, long total, String unit);

    /** What it does now, a few words: {@code streaming from 10.0.0.2:7000}. */
    void doing(String what);
}
