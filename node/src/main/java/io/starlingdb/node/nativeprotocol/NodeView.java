package io.starlingdb.node.nativeprotocol;

import java.net.InetSocketAddress;

/**
 * Another node as clients are to see it.
 *
 * @param address where clients reach it
 * @param up whether it takes clients now
 * @param leaves whether it is about to stop, or has stopped after it said so
 */
public record NodeView(InetSocketAddress address, boolean up, boolean leaves) {}
