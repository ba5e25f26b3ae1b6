/**
 * The commands of {@code starling}: {@link io.starlingdb.client.admin.StarlingCommand} lists them, a class each follows.
 * {@code NodeOption} is {@code --host}, {@code TextTable} lays their output out. {@code DemoCommand} brings a cluster up with
 * {@code DemoProcesses} (start, watch, stop), {@code DemoNode} (one of them) and {@code DemoData} (what is loaded);
 * {@code Launcher} is the script they are started by.
 */
@NullMarked
package io.starlingdb.client.admin;

import org.jspecify.annotations.NullMarked;
