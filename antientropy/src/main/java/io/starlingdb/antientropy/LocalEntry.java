package io.starlingdb.antientropy;

/**
 * A local entry as it is compared.
 *
 * @param key where it is stored
 * @param hash of what is compared of it; zero for an entry of which nothing is
 * @param newest the highest stamp of anything in it, in µs
 */
public record LocalEntry(byte[] key, long hash, long newest) {}
