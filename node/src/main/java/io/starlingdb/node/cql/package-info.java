/**
 * CQL: from a text to what it does, on top of {@link io.starlingdb.node.coordinator.DataAccess} and {@link
 * io.starlingdb.node.coordinator.SchemaAccess} alone.
 *
 * <p>{@link io.starlingdb.node.cql.CqlEngine} is the door: it prepares, caches and executes. A text becomes a syntax tree
 * ({@code parse}, {@code ast}), the tree and the schema a {@link io.starlingdb.node.cql.Prepared} plan ({@code plan}, with terms
 * from {@code value}), the plan and values a {@link io.starlingdb.node.cql.run.ResultSet} ({@code run}). {@code system} makes up
 * the tables that drivers ask when they connect. Everything up to the plan is pure; only {@code run} waits for anything.
 *
 * <p>The packages know each other in this order: ast ← parse, ast ← value ← plan ← run ← system, and this one all of them.
 */
@NullMarked
package io.starlingdb.node.cql;

import org.jspecify.annotations.NullMarked;
