package io.starlingdb.node.cql.plan;

import io.starlingdb.node.schema.CqlType;

/** A column of a result: where it comes from, what it is called (its alias, if it has one), and its type. */
public record ResultColumn(String keyspace, String table, String name, CqlType type) {}
