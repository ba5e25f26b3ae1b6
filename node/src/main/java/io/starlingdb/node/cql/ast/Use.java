package io.starlingdb.node.cql.ast;

/** {@code USE keyspace}. */
public record Use(Name keyspace) implements Statement {}
