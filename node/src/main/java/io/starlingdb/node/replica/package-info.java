/**
 * What one replica does with a read, a write, a repair.
 *
 * <p>{@link io.starlingdb.node.replica.ReplicaService} takes other nodes' messages (their forms: {@code ReplicaCodecs}, {@code ExchangeCodecs})
 * and minds their epochs; {@link io.starlingdb.node.replica.Replica} does the work, for this node's own coordinator too. Writes are tasks of a
 * shard: {@code IssueTask} gives a mutation its dot, {@code JoinTask} joins a delta, {@code RepairTask} whole copies; {@code EntryWriter} stores
 * what they joined, {@code ShardLives} says for which history the node vouches, {@code LoopInbox} takes a delta to the loop before its batch is
 * committed. Reads: {@code PointRead} of the row cache or a shard, {@code SnapshotRead} beside them; both feed a pure {@code ReadCollector},
 * which sums up versions ({@link io.starlingdb.node.replica.VersionSum}) and says where to stop.
 *
 * <p>By {@code SettledTimes} copies that come too late are not joined but fetched; {@code PurgeTask} drops what is settled, {@code YieldTask} what a
 * replica in good standing no longer has.
 *
 * <p>Secondary indexes: {@code IndexWriter} keeps the entries of {@code IndexKeys} in the batch of the row that they find, {@code IndexLookup}
 * answers an {@link io.starlingdb.node.replica.IndexRequest}, {@link io.starlingdb.node.replica.IndexBuilder} makes the entries of rows that were
 * there before their index.
 *
 * <p>{@link io.starlingdb.node.replica.Recovery} brings a replica that may have lost data back: {@code RecoveryParts} says what to exchange
 * with whom and when that is enough, {@code RangeExchange} does one page by {@code PageDiff}, {@code RecoveryProgress} survives a restart.
 * Whether its directory is the newest is asked by {@link io.starlingdb.node.replica.StartCheck}; {@link io.starlingdb.node.replica.PeerStarts}
 * answers other nodes' {@code StartClaim}s ({@code StartCodecs}).
 */
@NullMarked
package io.starlingdb.node.replica;

import org.jspecify.annotations.NullMarked;
