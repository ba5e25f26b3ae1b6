/**
 * Who owns which range, and whom a request contacts.
 *
 * <p>In the order a request flows: the {@link io.starlingdb.node.ring.Partitioner} turns a key into a token. The
 * {@link io.starlingdb.node.ring.Ring} of the keyspace, made from the members of the cluster record by a
 * {@link io.starlingdb.node.ring.ReplicationStrategy} ({@link io.starlingdb.node.ring.SimpleStrategy} or
 * {@link io.starlingdb.node.ring.NetworkTopologyStrategy}, which asks a {@link io.starlingdb.node.ring.Topology}), finds the
 * {@link io.starlingdb.node.ring.ReplicaSet} of the token, or the whole {@link io.starlingdb.node.ring.PreferenceList} with
 * the fallbacks behind it. A {@link io.starlingdb.node.ring.ReplicaPlan} picks from the set whom to contact at a
 * {@link io.starlingdb.node.ring.Consistency}, given the coordinator's {@link io.starlingdb.node.ring.ReplicaView}.
 *
 * <p>The {@link io.starlingdb.node.ring.ClusterRecord} behind it, from which {@link io.starlingdb.node.ring.Rings} are made, has a {@link io.starlingdb.node.ring.Roster} of
 * {@link io.starlingdb.node.ring.RecordMember}s, each with its {@link io.starlingdb.node.ring.Location} and
 * {@link io.starlingdb.node.ring.NodeStatus}, and remembers its newest changes by
 * {@link io.starlingdb.node.ring.ChangeId}. The {@link io.starlingdb.node.ring.TokenAllocator} chose the members' tokens;
 * {@link io.starlingdb.node.ring.Ownership} says how much each has, {@code FairShares} how much distinct racks let it have.
 * {@link io.starlingdb.node.ring.Removal} takes dead members out of the record, {@link io.starlingdb.node.ring.LostMajority} the voters that are gone for good. Everything here is immutable or a pure function.
 */
@NullMarked
package io.starlingdb.node.ring;

import org.jspecify.annotations.NullMarked;
