/**
 * What a CQL text says, as immutable values: no schema is looked at, no type is known yet.
 *
 * <p>{@link io.starlingdb.node.cql.ast.Parsed} is one statement together with its text and bind markers. {@link
 * io.starlingdb.node.cql.ast.Statement} is the sealed root of statements: {@link io.starlingdb.node.cql.ast.Select}, the
 * {@link io.starlingdb.node.cql.ast.Modification}s (insert, update, delete), {@link io.starlingdb.node.cql.ast.Batch}, the
 * {@link io.starlingdb.node.cql.ast.SchemaStatement}s, and the few others. Values are {@link
 * io.starlingdb.node.cql.ast.Expression}s, conditions are {@link io.starlingdb.node.cql.ast.Relation}s, and every node
 * carries the offset in the text at which it begins, so that planning can point at what it refuses.
 */
@NullMarked
package io.starlingdb.node.cql.ast;

import org.jspecify.annotations.NullMarked;
