/**
 * Rows, the writes that change them, and the rules that merge them (DESIGN 5).
 *
 * <p>A client's request becomes a {@link io.starlingdb.node.data.Mutation}, usually through a
 * {@link io.starlingdb.node.data.MutationBuilder}: a {@link io.starlingdb.node.data.RowChange} for each row, of
 * {@link io.starlingdb.node.data.ColumnChange}s. A replica's {@link io.starlingdb.node.data.Issuer} stamps it beside the
 * {@link io.starlingdb.node.data.CurrentRows} and makes a {@link io.starlingdb.node.data.Delta} of
 * {@link io.starlingdb.node.data.RowDelta}s. Every replica puts it under its {@link io.starlingdb.node.data.RowKey} with
 * {@link io.starlingdb.node.data.Join}, the one rule by which copies of a {@link io.starlingdb.node.data.Row} and its
 * {@link io.starlingdb.node.data.Cell}s merge; a {@link io.starlingdb.node.data.JoinObserver} hears of lost writes.
 * {@link io.starlingdb.node.data.Settling} drops what settled time makes needless.
 *
 * <p>A {@link io.starlingdb.node.data.ReadQuery} says what to read. {@link io.starlingdb.node.data.Shadow} and
 * {@link io.starlingdb.node.data.RangeDeletions} tell what deletions of partitions and ranges cover, and
 * {@link io.starlingdb.node.data.PartitionRows} of {@link io.starlingdb.node.data.VisibleRow}s is what a read sees.
 *
 * <p>{@link io.starlingdb.node.data.RowCodec} is the stored form of a row, {@link io.starlingdb.node.data.DataCodec},
 * {@link io.starlingdb.node.data.MutationCodec} and {@link io.starlingdb.node.data.ReadQueryCodec} the forms on the wire, and
 * {@link io.starlingdb.node.data.RowHash} what anti-entropy and reads compare.
 */
@NullMarked
package io.starlingdb.node.data;

import org.jspecify.annotations.NullMarked;
