/**
 * Messages between nodes, from record to bytes and back.
 *
 * <p>A {@link io.starlingdb.wire.Message} is a record with a {@link io.starlingdb.wire.MessageCodec}, which writes it to a
 * {@link io.starlingdb.wire.WireWriter} and reads it from a {@link io.starlingdb.wire.WireReader}; the
 * {@link io.starlingdb.wire.MessageRegistry} gives each type its number for good. {@link io.starlingdb.wire.Frames} lays out the bytes around
 * it, a {@link io.starlingdb.wire.FrameHeader} in front; on a connection the {@link io.starlingdb.wire.Preamble} comes first.
 *
 * <p>The {@link io.starlingdb.wire.Messenger} sends and receives: it hands what comes in to a {@link io.starlingdb.wire.Handler} as an
 * {@link io.starlingdb.wire.Inbound}, and keeps requests in {@link io.starlingdb.wire.PendingRequests}, on a
 * {@link io.starlingdb.wire.DeadlineWheel}, until a {@link io.starlingdb.wire.ReplyHandler} hears the reply or a
 * {@link io.starlingdb.wire.Failure}. {@link io.starlingdb.wire.PeerVersions} remembers which {@link io.starlingdb.wire.WireVersions} each
 * peer speaks. What it drops goes to a {@link io.starlingdb.wire.WireListener} with a {@link io.starlingdb.wire.Refusal};
 * {@link io.starlingdb.wire.MessengerOptions} bound it all.
 *
 * <p>A request that is traced travels inside of a {@code Traced}; what its receiver did for it, by a {@link io.starlingdb.wire.TraceLog}, comes
 * back with the reply as {@link io.starlingdb.wire.TraceStep}s. One that is not costs nothing for that.
 */
@NullMarked
package io.starlingdb.wire;

import org.jspecify.annotations.NullMarked;
