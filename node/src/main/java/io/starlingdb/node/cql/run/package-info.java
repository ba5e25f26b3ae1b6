/**
 * Runs plans, asynchronously, on the node's loop.
 *
 * <p>{@link io.starlingdb.node.cql.run.Runner} takes a plan, the bound values and the client's {@link
 * io.starlingdb.node.cql.run.Session}, and answers a {@link io.starlingdb.node.cql.run.ResultSet}.
 *
 * <p>A SELECT ({@code SelectRun}) is a source, a feed and a collector. {@code Pages} is the source: one partition or token range
 * ({@code TargetPages}), several partitions at once with a bound ({@code KeyPages}),
 * or the rows that an index finds ({@code IndexPages}), or the partitions that an index of a static column finds ({@code StaticIndexPages}). {@code RowFeed} walks their rows and knows
 * behind each of them the {@code Position} to go on from, which with the rest of the LIMIT becomes the {@code PagingState}. A {@code
 * RowCollector} takes the rows: as they are, grouped ({@code GroupCollector}) or sorted ({@code SortedCollector}); {@code Projection}
 * and {@code ResultRow} make values of them, {@code JsonRows} a text. One page is held at a time, so an aggregate over a big
 * table costs time, not memory.
 *
 * <p>A write ({@code WriteRun}) becomes mutations, which {@code MutationMerge} makes one for each partition; {@code ListLookup}
 * first reads the lists whose elements it names by index or value. {@code AsyncLoop} repeats steps without growing the stack, {@code Deadline} shares the statement's time among its requests. {@code DescribeRun}
 * with {@code SchemaText} answers DESCRIBE. {@code VirtualReads} reads {@link io.starlingdb.node.cql.run.VirtualTables} as if they
 * were stored.
 */
@NullMarked
package io.starlingdb.node.cql.run;

import org.jspecify.annotations.NullMarked;
