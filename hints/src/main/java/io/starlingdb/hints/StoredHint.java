package io.starlingdb.hints;

/** A hint with its key. */
public record StoredHint(HintKey key, Hint hint) {}
