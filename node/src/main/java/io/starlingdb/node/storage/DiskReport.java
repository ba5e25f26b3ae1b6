package io.starlingdb.node.storage;

/**
 * A node's disk at one moment.
 *
 * @param usableBytes what it had left when it was last asked; -1 if it never told
 * @param reserveBytes what stays free
 * @param failure why the last write or sync failed; empty if it did not
 */
public record DiskReport(DiskState state, long usableBytes, long reserveBytes, String failure) {}
