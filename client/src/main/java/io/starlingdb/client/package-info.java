/**
 * The public contract: {@link io.starlingdb.client.ConsistencyLevel}, {@link io.starlingdb.client.ErrorCode} and
 * {@link io.starlingdb.client.StarlingException}, which the server uses as well; and the Java client. A program builds a
 * {@link io.starlingdb.client.StarlingClient} by its {@link io.starlingdb.client.StarlingClientBuilder}, reads and writes a
 * {@link io.starlingdb.client.Table}'s rows ({@link io.starlingdb.client.RowRead}, {@link io.starlingdb.client.Row},
 * {@link io.starlingdb.client.RowPage}) under {@link io.starlingdb.client.RequestOptions}, hands each row's
 * {@link io.starlingdb.client.CausalContext} back, and runs CQL as a {@link io.starlingdb.client.Statement}. {@code JsonValues} says how
 * Java's values travel; what is sent again, and where, is decided in {@code client.http}.
 */
@NullMarked
package io.starlingdb.client;

import org.jspecify.annotations.NullMarked;
