/**
 * What operators read and do, without the HTTP that carries it: the records here are the answers' JSON shapes.
 *
 * <p>{@link io.starlingdb.node.admin.ClusterAdmin} joins the cluster record and gossip into {@link io.starlingdb.node.admin.ClusterStatus} and
 * {@link io.starlingdb.node.admin.RingStatus}, and founds a cluster. {@link io.starlingdb.node.admin.NodeAdmin} tells of this node in a
 * {@link io.starlingdb.node.admin.NodeStatusReport} (its {@link io.starlingdb.node.admin.NodeState}, what it keeps for others in each
 * {@link io.starlingdb.node.admin.HintQueue}) and begins each {@link io.starlingdb.node.admin.NodeOperation}, whose
 * {@link io.starlingdb.node.admin.OperationProgress} its {@link io.starlingdb.node.admin.OperationStatus} shows ({@code Operations} keeps them). {@link io.starlingdb.node.admin.SnapshotOperations} make and restore backups, a {@link io.starlingdb.node.admin.NodeView} is
 * one more thing to see of the node. {@link io.starlingdb.node.admin.OwnershipOperations} and
 * {@link io.starlingdb.node.admin.RecoverRecordOperation} are the ones that change who owns what. They reach the node itself through {@link io.starlingdb.node.admin.LocalNode}, which the
 * composition implements, and other nodes' claims through gossiped {@link io.starlingdb.node.admin.NodeFacts}.
 */
@NullMarked
package io.starlingdb.node.admin;

import org.jspecify.annotations.NullMarked;
