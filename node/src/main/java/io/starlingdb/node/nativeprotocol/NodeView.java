package io.starlingdb.node.nativeprotocol;

import java.net.InetSocketAddress;

/**
 * Another node as clients are to see it.
 *
 * @param address where clients reach it
 * @param up whether it takes clients now
 */
public record NodeView(InetSocketAddress address, boolean up) {}
