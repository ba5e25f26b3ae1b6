/**
 * A node's HTTP/JSON interface from outside: {@link io.starlingdb.client.http.NodeAddress} says where,
 * {@link io.starlingdb.client.http.NodeApi} calls, {@link io.starlingdb.client.http.CqlCall} and
 * {@link io.starlingdb.client.http.CqlAnswer} are one statement and its rows.
 */
@NullMarked
package io.starlingdb.client.http;

import org.jspecify.annotations.NullMarked;
