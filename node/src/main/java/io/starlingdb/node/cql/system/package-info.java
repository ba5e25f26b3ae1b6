/**
 * The tables that drivers and cqlsh read to find out about a cluster: {@code system}, {@code system_schema}, {@code
 * system_virtual_schema}, {@code system_traces}.
 *
 * <p>{@link io.starlingdb.node.cql.system.SystemTables} makes their rows up from {@link
 * io.starlingdb.node.cql.system.ClusterFacts}; {@code SystemSchema} has their columns, which are Cassandra 5's, {@code
 * NodeRows} the rows about nodes, {@code SchemaRows} those about keyspaces, tables and columns.
 */
@NullMarked
package io.starlingdb.node.cql.system;

import org.jspecify.annotations.NullMarked;
