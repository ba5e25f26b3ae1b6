package io.starlingdb.antientropy;

/**
 * A stretch of a table's entries in one leaf.
 *
 * @param start the key with which it begins; empty for the leaf's beginning
 */
public record Stretch(int table, int slice, byte[] start) {}
