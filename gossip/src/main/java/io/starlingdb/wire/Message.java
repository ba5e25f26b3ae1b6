package io.starlingdb.wire;

/** What travels between nodes: a plain immutable record in the package that uses it, known to a {@link MessageRegistry} with its codec. */
public interface Message {}
