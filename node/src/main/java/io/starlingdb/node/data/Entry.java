package io.starlingdb.node.data;

/**
 * A stored entry with its key.
 *
 * @param key where it is stored
 * @param row what is stored there
 */
public record Entry(RowKey key, Row row) {}
