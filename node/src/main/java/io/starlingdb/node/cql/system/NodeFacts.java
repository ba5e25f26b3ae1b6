package io.starlingdb.node.cql.system;

import java.net.InetAddress;
import java.util.List;
import java.util.UUID;

/**
 * A node as drivers see it.
 *
 * @param hostId its durable identity, the same after every restart
 * @param internodeAddress where other nodes reach it
 * @param nativeAddress where drivers reach it; never the wildcard
 */
public record NodeFacts(
        UUID hostId,
        InetAddress internodeAddress,
        int internodePort,
        InetAddress nativeAddress,
        int nativePort,
        String datacenter,
        String rack,
        List<Long> tokens) {

    public NodeFacts {
        tokens = List.copyOf(tokens);
    }
}
