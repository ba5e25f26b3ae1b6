/**
 * The commands of {@code starling}: {@link io.starlingdb.client.admin.StarlingCommand} lists them, a class each follows.
 * {@code NodeOption} is {@code --host}, {@code OutputOption} is {@code --json}, {@code OperationOption} begins something long and follows it on a
 * {@code ProgressLine} ({@code OperationCommand} follows it later), {@code TextTable} and {@code Quantity} lay their output out.
 * {@code NodesOption} does so on all nodes at once, for {@code SnapshotCommand} and its kind; {@code ExportCommand} and {@code ImportCommand} carry a {@code TableOption}'s
 * rows through the console's {@code TableFiles}. {@code DemoCommand} brings a cluster up with
 * {@code DemoProcesses} (start, watch, stop), {@code DemoNode} (one of them) and {@code DemoData} (what is loaded);
 * {@code RollingRestart} takes a {@code RestartedNode} after another ({@code DemoRestart}, or those of an {@code Inventory}), trusts no
 * {@code ClusterView} with doubts, and keeps its {@code RestartProgress}; {@code SafeToStopCommand} asks the cluster. {@code Launcher} is the script they are started by.
 */
@NullMarked
package io.starlingdb.client.admin;

import org.jspecify.annotations.NullMarked;
