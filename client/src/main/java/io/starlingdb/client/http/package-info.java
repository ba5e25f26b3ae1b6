/**
 * A node's HTTP/JSON interface from outside. {@link io.starlingdb.client.http.JsonCalls} sends to a
 * {@link io.starlingdb.client.http.NodeAddress}; {@link io.starlingdb.client.http.NodeApi} is one node for the console and the commands, with
 * {@link io.starlingdb.client.http.CqlCall} and {@link io.starlingdb.client.http.CqlAnswer} for one statement and its rows;
 * {@link io.starlingdb.client.http.Failover} tries several nodes in the order of {@link io.starlingdb.client.http.NodeChoice}.
 */
@NullMarked
package io.starlingdb.client.http;

import org.jspecify.annotations.NullMarked;
