package io.starlingdb.node.cql.ast;

/**
 * A statement that CQL knows and this database does not offer (roles, triggers, views, functions and so on). Only its
 * beginning is read.
 *
 * @param feature what the user asked for, as the subject of a sentence: "materialized views"
 */
public record Unsupported(String feature, int at) implements Statement {}
