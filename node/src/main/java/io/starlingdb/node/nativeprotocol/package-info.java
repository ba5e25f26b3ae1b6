/**
 * Cassandra's native protocol on the CQL port, for every driver that there is. The codec library does the messages; bytes, connections and
 * what the messages mean are ours.
 *
 * <p>In the order data flows: {@link io.starlingdb.node.nativeprotocol.NativeServer} accepts; a {@code ClientConnection} is one socket, which
 * is not read from while its client has too much under way ({@code Admission}); {@code SegmentReader} (v5) and {@code EnvelopeReader} cut the
 * stream into messages, one at a time as they are wanted; {@code Conversation} negotiates, authenticates ({@link
 * io.starlingdb.node.security.Authenticator}) and registers for events, and hands requests as {@code Exchange}s to {@code Requests};
 * these run on the CQL engine with the {@code Settings} they came with, prepared ones from {@code Statements}. {@code ResultMessages} and
 * {@code ErrorMessages} make the answer, {@code FrameWriter} collects what a turn of the loop has to say, and one write sends it.
 *
 * <p>{@link io.starlingdb.node.nativeprotocol.ClusterEvents} turns what changes in the cluster into events, {@code EventHub} knows who wants
 * them. When the node drains a {@code Farewell} gives clients time to end their connections. {@code Traces} begins the traces of requests whose clients ask for them.
 *
 * <p>{@code WireBytes} and its codec bind the library; {@code Lz4Compressor} is its compressor. All runs on the node's loop.
 */
@NullMarked
package io.starlingdb.node.nativeprotocol;

import org.jspecify.annotations.NullMarked;
