/**
 * A cluster's HTTP/JSON interface from outside.
 *
 * <p>The Java client: a program builds a {@link io.starlingdb.client.http.StarlingClient} by its
 * {@link io.starlingdb.client.http.StarlingClientBuilder}, reads and writes a {@link io.starlingdb.client.http.Table}'s rows
 * ({@link io.starlingdb.client.http.RowRead}, {@link io.starlingdb.client.http.Row}, {@link io.starlingdb.client.http.RowPage}) under
 * {@link io.starlingdb.client.http.RequestOptions}, hands each row's {@link io.starlingdb.client.http.CausalContext} back, and runs CQL as a
 * {@link io.starlingdb.client.http.Statement}. {@code JsonValues} says how Java's values travel; {@code Failover} tries several nodes in the order
 * of {@code NodeChoice} and decides what may be sent again.
 *
 * <p>Below it, and for the console and the commands: {@link io.starlingdb.client.http.JsonCalls} sends to a
 * {@link io.starlingdb.client.http.NodeAddress}; {@link io.starlingdb.client.http.NodeApi} is one node, with
 * {@link io.starlingdb.client.http.CqlCall} and {@link io.starlingdb.client.http.CqlAnswer} for one statement and its rows.
 */
@NullMarked
package io.starlingdb.client.http;

import org.jspecify.annotations.NullMarked;
