/**
 * The internode edge on Vert.x: binds the seams {@link io.starlingdb.kernel.Scheduler} and {@link io.starlingdb.kernel.Transport} to the
 * machine.
 *
 * <p>{@link io.starlingdb.node.net.NodeLoop} is the node's one event loop. {@link io.starlingdb.node.net.VertxTransport} sends a frame through
 * {@link io.starlingdb.node.net.Outbound}, which has a {@link io.starlingdb.node.net.Peer} for each endpoint and in it a
 * {@link io.starlingdb.node.net.LaneConnection} for each lane, with a bounded {@link io.starlingdb.node.net.FrameQueue} and a
 * {@link io.starlingdb.node.net.Backoff}. On the other side {@link io.starlingdb.node.net.Inbound} accepts an
 * {@link io.starlingdb.node.net.InboundConnection}, whose {@link io.starlingdb.node.net.FrameSplitter} cuts the stream into frames for the
 * {@link io.starlingdb.node.net.FrameReceiver}. The {@link io.starlingdb.node.net.PeerListener} hears which peers cannot be reached.
 * {@link io.starlingdb.node.net.TransportOptions} bound it all; {@link io.starlingdb.node.net.Traffic} counts for
 * {@link io.starlingdb.node.net.TransportStatistics} with {@link io.starlingdb.node.net.TrafficStatistics} for each lane.
 */
@NullMarked
package io.starlingdb.node.net;

import org.jspecify.annotations.NullMarked;
