package io.starlingdb.node.cql.value;

import io.starlingdb.node.schema.CqlType;

/** A term and the type of its values. */
public record TypedTerm(Term term, CqlType type) {}
