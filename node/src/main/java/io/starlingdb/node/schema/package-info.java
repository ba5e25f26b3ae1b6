/**
 * What the data is: types, tables, keyspaces, and keys as bytes. Everything here is an immutable value or a pure function.
 *
 * <p>A {@link io.starlingdb.node.schema.CqlType} is a {@link io.starlingdb.node.schema.ScalarType} (each with a codec of its
 * own) or a {@link io.starlingdb.node.schema.CollectionType}: {@link io.starlingdb.node.schema.ListType},
 * {@link io.starlingdb.node.schema.SetType}, {@link io.starlingdb.node.schema.MapType}; or a
 * {@link io.starlingdb.node.schema.CompositeType}: {@link io.starlingdb.node.schema.TupleType},
 * {@link io.starlingdb.node.schema.UserType}; or a {@link io.starlingdb.node.schema.VectorType}. Types that users made are
 * found in a {@link io.starlingdb.node.schema.TypeScope}, which a keyspace is. A type serializes values in the native
 * protocol's form, checks, compares, and writes them as CQL text and JSON.
 * {@link io.starlingdb.node.schema.OrderedBytes} is the form whose byte order is the type's order.
 *
 * <p>A {@link io.starlingdb.node.schema.TableSchema} is made of {@link io.starlingdb.node.schema.ColumnSchema}s with
 * {@link io.starlingdb.node.schema.TableOptions}; a {@link io.starlingdb.node.schema.KeyspaceSchema} holds tables and its
 * {@link io.starlingdb.node.schema.Replication}; the {@link io.starlingdb.node.schema.Schema} holds all. It changes by a
 * {@link io.starlingdb.node.schema.SchemaChange}, an ALTER TABLE by a
 * {@link io.starlingdb.node.schema.TableAlteration}, user-defined types by a {@link io.starlingdb.node.schema.TypeChange},
 * {@link io.starlingdb.node.schema.IndexSchema}s by an {@link io.starlingdb.node.schema.IndexChange}, within {@link io.starlingdb.node.schema.SchemaLimits}, and travels as
 * {@link io.starlingdb.node.schema.SchemaCodec} writes it.
 *
 * <p>{@link io.starlingdb.node.schema.Keys} makes partition and clustering keys of values, and
 * {@link io.starlingdb.node.schema.ClusteringBound} marks places between rows.
 */
@NullMarked
package io.starlingdb.node.schema;

import org.jspecify.annotations.NullMarked;
