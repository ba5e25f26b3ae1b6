/**
 * The public contract, which the server uses as well: {@link io.starlingdb.client.ConsistencyLevel}, {@link io.starlingdb.client.ErrorCode} and
 * {@link io.starlingdb.client.StarlingException}. The Java client that speaks in these words is in {@code client.http}.
 */
@NullMarked
package io.starlingdb.client;

import org.jspecify.annotations.NullMarked;
