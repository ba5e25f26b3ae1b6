package io.starlingdb.node.server;

import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.gossip.GossipOptions;
import io.starlingdb.hints.DeliveryPace;
import io.starlingdb.hints.HintLimits;
import io.starlingdb.node.NodeSettings;
import io.starlingdb.node.admission.LoadLimit;
import io.starlingdb.node.config.NodeConfig;
import io.starlingdb.node.handoff.HandoffSettings;
import io.starlingdb.node.http.HttpOptions;
import io.starlingdb.node.nativeprotocol.NativeOptions;
import io.starlingdb.node.net.TransportOptions;
import io.starlingdb.node.ring.Location;
import io.starlingdb.node.streaming.StreamSettings;
import io.starlingdb.node.sync.SyncSettings;
import io.starlingdb.wire.MessengerOptions;

/** What a node's configuration means for each part. */
final class Settings {
    /** Large messages of drivers may take one part in so many of the heap. */
    private static final int REQUESTS_LEAST = 16;

    private static final long HEAP_SHARE_OF_LARGE_MESSAGES = 8;

    private Settings() {}

    static NodeSettings core(NodeConfig config) {
        Location location =
                new Location(config.placement().datacenter(), config.placement().rack());
        return NodeSettings.of(config.clusterName(), config.network().internodeEndpoint(), location, config.seeds())
                .withWire(
                        MessengerOptions.DEFAULTS.withVersions(config.network().spoken()))
                .withTokens(config.placement().tokens())
                .withClockAheadMicros(config.clockAheadLimit().toNanos() / 1_000)
                .withRequestsMax(config.requests().inFlightMax())
                .withGossip(gossip(config.probeInterval().toNanos()))
                .withHandoff(handoff(config))
                .withSync(SyncSettings.DEFAULTS.withInterval(
                        config.exchangeInterval().toNanos()))
                .withStreaming(new StreamSettings(
                        config.placement().autoJoin(), config.placement().streamBytesPerSecond()));
    }

    static HandoffSettings handoff(NodeConfig config) {
        NodeConfig.Hints hints = config.hints();
        HintLimits limits = new HintLimits(
                hints.countMax(),
                hints.bytesMax(),
                hints.targetCountMax(),
                hints.targetBytesMax(),
                hints.window().toMillis());
        return new HandoffSettings(
                limits,
                DeliveryPace.DEFAULTS.withBytesPerSecond(hints.deliveryBytesPerSecond()),
                config.storage().sync().group());
    }

    static TransportOptions transport(NodeConfig config) {
        return TransportOptions.of(config.clusterName(), config.network().internodeEndpoint())
                .withListenHost(config.network().listenAddress())
                .withSpoken(config.network().spoken());
    }

    /** The floor is the least that {@code request.in_flight} may be. */
    static LoadLimit loadLimit(NodeConfig config) {
        return new LoadLimit(
                REQUESTS_LEAST,
                config.requests().inFlightMax(),
                config.requests().targetDelay().toNanos());
    }

    static HttpOptions http(NodeConfig config) {
        return new HttpOptions(
                (int) Math.min(Integer.MAX_VALUE, config.requests().bodyBytesMax()),
                config.requests().inFlightMax(),
                HttpOptions.DEFAULT.idempotencyKeysMax(),
                HttpOptions.DEFAULT.connectionsMax(),
                HttpOptions.DEFAULT.idleSeconds(),
                ConsistencyLevel.QUORUM,
                config.requests().timeout().toNanos());
    }

    static NativeOptions nativeProtocol(NodeConfig config) {
        NativeOptions usual = NativeOptions.DEFAULT;
        return NativeOptions.of(
                (int) Math.min(Integer.MAX_VALUE - 64, config.requests().bodyBytesMax()),
                Math.min(usual.requestsOfConnectionMax(), config.requests().inFlightMax() / 4 * 3),
                Math.max(
                        2 * config.requests().bodyBytesMax(),
                        Runtime.getRuntime().maxMemory() / HEAP_SHARE_OF_LARGE_MESSAGES),
                config.requests().timeout().toNanos());
    }

    /** Everything about detection in proportion to how often members are probed. */
    private static GossipOptions gossip(long probeNanos) {
        GossipOptions usual = GossipOptions.DEFAULTS;
        return usual.withProbing(new GossipOptions.Probing(
                        probeNanos,
                        probeNanos / 5 * 6,
                        usual.probing().indirect(),
                        usual.probing().localHealthMax()))
                .withSuspicion(new GossipOptions.Suspicion(10 * probeNanos, 30 * probeNanos));
    }
}
