package io.starlingdb.node.data;

/** What a {@link Cell} is. */
public enum CellKind {
    /** A value, which may expire. */
    VALUE,
    /** Says that what was there is deleted. Only {@code last_write_wins} tables have these. */
    TOMBSTONE,
    /** What one actor added to a counter in one life. */
    COUNTER
}
