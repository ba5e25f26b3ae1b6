package io.starlingdb.node;

import io.starlingdb.gossip.GossipOptions;
import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.HybridClock;
import io.starlingdb.node.handoff.HandoffSettings;
import io.starlingdb.node.record.RecordTimings;
import io.starlingdb.node.replica.ReadLimits;
import io.starlingdb.node.ring.Location;
import io.starlingdb.node.ring.TokenAllocator;
import io.starlingdb.node.streaming.StreamSettings;
import io.starlingdb.node.sync.SyncSettings;
import io.starlingdb.wire.MessengerOptions;
import java.util.List;

/**
 * How a node is configured.
 *
 * @param clusterName the cluster that it wants to be in
 * @param endpoint where other nodes reach it
 * @param location its datacenter and rack
 * @param tokens how many tokens it gets when a cluster is founded
 * @param seeds whom to contact first; it may be one itself
 * @param requestsMax how many client requests may be under way at once; more of them need more memory and wait longer for each other
 * @param readLimits how much one replica answers at once
 * @param gossip how members are watched
 * @param wire how messages are bounded, and which versions are spoken
 * @param record how long agreement on the cluster record waits
 * @param handoff how hints are kept and delivered
 * @param sync how anti-entropy is paced
 * @param clockAheadMicros stamps and client timestamps further ahead of this node's wall clock are refused
 * @param streaming how it takes part in changes of ownership
 */
public record NodeSettings(
        String clusterName,
        Endpoint endpoint,
        Location location,
        int tokens,
        List<Endpoint> seeds,
        int requestsMax,
        ReadLimits readLimits,
        GossipOptions gossip,
        MessengerOptions wire,
        RecordTimings record,
        HandoffSettings handoff,
        SyncSettings sync,
        long clockAheadMicros,
        StreamSettings streaming) {
    /** How many client requests may be under way where nobody says otherwise. */
    public static final int REQUESTS_MAX = 4_096;

    public NodeSettings {
        seeds = List.copyOf(seeds);
    }

    /** The defaults of everything that need not be said. */
    public static NodeSettings of(String clusterName, Endpoint endpoint, Location location, List<Endpoint> seeds) {
        return new NodeSettings(
                clusterName,
                endpoint,
                location,
                TokenAllocator.TOKENS_PER_NODE,
                seeds,
                REQUESTS_MAX,
                ReadLimits.DEFAULTS,
                GossipOptions.DEFAULTS,
                MessengerOptions.DEFAULTS,
                RecordTimings.DEFAULTS,
                HandoffSettings.DEFAULTS,
                SyncSettings.DEFAULTS,
                HybridClock.AHEAD_MICROS_DEFAULT,
                StreamSettings.DEFAULTS);
    }

    public NodeSettings withTokens(int number) {
        return new NodeSettings(
                clusterName,
                endpoint,
                location,
                number,
                seeds,
                requestsMax,
                readLimits,
                gossip,
                wire,
                record,
                handoff,
                sync,
                clockAheadMicros,
                streaming);
    }

    public NodeSettings withRequestsMax(int number) {
        return new NodeSettings(
                clusterName,
                endpoint,
                location,
                tokens,
                seeds,
                number,
                readLimits,
                gossip,
                wire,
                record,
                handoff,
                sync,
                clockAheadMicros,
                streaming);
    }

    public NodeSettings withReadLimits(ReadLimits limits) {
        return new NodeSettings(
                clusterName,
                endpoint,
                location,
                tokens,
                seeds,
                requestsMax,
                limits,
                gossip,
                wire,
                record,
                handoff,
                sync,
                clockAheadMicros,
                streaming);
    }

    public NodeSettings withWire(MessengerOptions options) {
        return new NodeSettings(
                clusterName,
                endpoint,
                location,
                tokens,
                seeds,
                requestsMax,
                readLimits,
                gossip,
                options,
                record,
                handoff,
                sync,
                clockAheadMicros,
                streaming);
    }

    public NodeSettings withGossip(GossipOptions options) {
        return new NodeSettings(
                clusterName,
                endpoint,
                location,
                tokens,
                seeds,
                requestsMax,
                readLimits,
                options,
                wire,
                record,
                handoff,
                sync,
                clockAheadMicros,
                streaming);
    }

    public NodeSettings withHandoff(HandoffSettings settings) {
        return new NodeSettings(
                clusterName,
                endpoint,
                location,
                tokens,
                seeds,
                requestsMax,
                readLimits,
                gossip,
                wire,
                record,
                settings,
                sync,
                clockAheadMicros,
                streaming);
    }

    public NodeSettings withSync(SyncSettings settings) {
        return new NodeSettings(
                clusterName,
                endpoint,
                location,
                tokens,
                seeds,
                requestsMax,
                readLimits,
                gossip,
                wire,
                record,
                handoff,
                settings,
                clockAheadMicros,
                streaming);
    }

    public NodeSettings withClockAheadMicros(long micros) {
        return new NodeSettings(
                clusterName,
                endpoint,
                location,
                tokens,
                seeds,
                requestsMax,
                readLimits,
                gossip,
                wire,
                record,
                handoff,
                sync,
                micros,
                streaming);
    }

    public NodeSettings withStreaming(StreamSettings settings) {
        return new NodeSettings(
                clusterName,
                endpoint,
                location,
                tokens,
                seeds,
                requestsMax,
                readLimits,
                gossip,
                wire,
                record,
                handoff,
                sync,
                clockAheadMicros,
                settings);
    }
}
