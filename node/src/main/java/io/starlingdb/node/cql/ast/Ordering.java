package io.starlingdb.node.cql.ast;

/** {@code column ASC|DESC}, of ORDER BY and of CLUSTERING ORDER BY. */
public record Ordering(Name column, boolean descending) {}
