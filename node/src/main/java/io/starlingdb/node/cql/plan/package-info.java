/**
 * From a statement and a schema to a plan, with no IO and no values yet.
 *
 * <p>{@link io.starlingdb.node.cql.plan.Planner} is the door. {@code Catalog} resolves names. A WHERE clause goes through
 * {@code RelationReader} (relations to {@code ColumnRestriction}s, {@code TupleRestriction}s and token bounds) and {@code
 * RestrictionPlanner}, which applies Cassandra's rules and yields {@link io.starlingdb.node.cql.plan.Restrictions}: a {@link
 * io.starlingdb.node.cql.plan.PartitionTarget}, a {@link io.starlingdb.node.cql.plan.ClusteringPlan} and {@link
 * io.starlingdb.node.cql.plan.Filter}s. {@code SelectPlanner}, {@code WritePlanner} with {@code OperationPlanner}, {@code
 * BatchPlanner} and {@code SchemaPlanner} make the {@link io.starlingdb.node.cql.plan.Plan}s. {@code Routing} finds the markers
 * that give the partition key.
 *
 * <p>A plan is immutable and holds for one version of the schema; running it costs only the evaluation of its terms.
 */
@NullMarked
package io.starlingdb.node.cql.plan;

import org.jspecify.annotations.NullMarked;
