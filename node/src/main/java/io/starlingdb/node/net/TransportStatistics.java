package io.starlingdb.node.net;

import io.starlingdb.kernel.Lane;
import java.util.Map;

/**
 * What a {@link VertxTransport} did since the start, and has open now.
 *
 * @param lanes what each lane carried
 * @param inbound connections that peers hold to this node
 * @param outbound connections that this node holds to peers
 * @param dialsFailed connections that were refused, timed out, or led to another cluster
 * @param connectionsLost outbound connections that broke
 * @param strangers inbound connections closed because what came was not of this cluster, or not of StarlingDB at all
 */
public record TransportStatistics(
        Map<Lane, TrafficStatistics> lanes,
        int inbound,
        int outbound,
        long dialsFailed,
        long connectionsLost,
        long strangers) {}
