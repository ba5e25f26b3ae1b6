package io.starlingdb.client.http;

/**
 * What a read has seen of one row, to be handed back: a write with it replaces just that, a read with it sees at least that. Opaque; only of use
 * for the row it came from.
 *
 * @param text as it travels
 */
public record CausalContext(String text) {}
