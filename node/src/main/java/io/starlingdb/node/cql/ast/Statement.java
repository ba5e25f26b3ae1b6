package io.starlingdb.node.cql.ast;

/** One statement of CQL. */
public sealed interface Statement permits Select, Modification, Batch, SchemaStatement, Use, Describe, Unsupported {}
