/**
 * The process: from the command line to a serving node, and back.
 *
 * <p>{@link io.starlingdb.node.server.Main} reads {@link io.starlingdb.node.server.StartArguments} and the configuration, starts the
 * {@link io.starlingdb.node.server.Logs}, and runs a {@link io.starlingdb.node.server.NodeServer} until its
 * {@link io.starlingdb.node.server.End}; {@link io.starlingdb.node.server.Ending} stops it when the process is told to end. What cannot start is
 * a {@link io.starlingdb.node.server.StartFailure}, a sentence.
 *
 * <p>A node stands on its {@link io.starlingdb.node.server.Machine}: loop, {@link io.starlingdb.node.server.Disk},
 * {@link io.starlingdb.node.server.SaverThread}, {@link io.starlingdb.node.server.SystemTime}. {@link io.starlingdb.node.server.Settings} says
 * what the configuration means for each part, {@link io.starlingdb.node.server.DirectoryHome} what the directory knows of the node.
 * {@link io.starlingdb.node.server.Ports} opens the edges, clients' only after {@link io.starlingdb.node.server.FirstSight}, {@link io.starlingdb.node.server.Peers} lets transport and membership help each
 * other, {@link io.starlingdb.node.server.OwnFacts} tells others about this node, {@link io.starlingdb.node.server.Announcer} tells the log,
 * {@link io.starlingdb.node.server.Logs} sets logging up ({@link io.starlingdb.node.server.JsonLines}: for programs),
 * {@link io.starlingdb.node.server.SlowStatements} logs what took long,
 * {@link io.starlingdb.node.server.ServerMetrics} gathers what is measured, {@link io.starlingdb.node.server.ServedNode} is what the admin
 * resources act on, {@link io.starlingdb.node.server.Operators} gathers what operators can do and see ({@link io.starlingdb.node.server.Backups},
 * {@code CompactOperation}, {@code LogLevels}, {@code TopPartitions} with {@code HotPartitions}; {@code ConfigView}, {@code TableView}), {@link io.starlingdb.node.server.WatchedAccess} counts for it what clients ask, {@link io.starlingdb.node.server.SystemFacts} (with an {@link io.starlingdb.node.server.AddressBook}) what CQL's system
 * tables tell.
 *
 * <p>{@link io.starlingdb.node.server.Rehearsal} is a start for the launcher, which makes later starts fast.
 */
@NullMarked
package io.starlingdb.node.server;

import org.jspecify.annotations.NullMarked;
