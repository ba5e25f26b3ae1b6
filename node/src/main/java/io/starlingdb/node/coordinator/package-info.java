/**
 * What the node that took a request does with it.
 *
 * <p>The edges know {@link io.starlingdb.node.coordinator.DataAccess} and {@link io.starlingdb.node.coordinator.SchemaAccess};
 * {@link io.starlingdb.node.coordinator.Coordinator} is the former. A write goes to {@code WriteRouter}, which has this node's replica issue it
 * ({@code WriteRun} around the pure {@code WriteCore}) or forwards it ({@code ForwardRun}, and {@code ForwardIntake} at the other end). A read is
 * a {@code QueryRun}: page after page, each a {@code PageRead} around the pure {@code ReadCore}, whose copies are joined by {@code JoinedCopies};
 * {@code ReadAssembly} makes the answer. Answers are counted by {@code QuorumTracker}.
 *
 * <p>{@code ReplicaLink} asks replicas, again where an answer is lost; {@code PeerHealth} and {@code LatencyEstimate} say whom to ask first;
 * {@code TimerWheel} keeps the time. {@link io.starlingdb.node.coordinator.CoordinatorRules} is where the simulation plants mistakes.
 */
@NullMarked
package io.starlingdb.node.coordinator;

import org.jspecify.annotations.NullMarked;
