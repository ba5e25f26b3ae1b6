package io.starlingdb.node.simulation;

import io.starlingdb.hints.HintRules;
import io.starlingdb.kernel.SavedState;
import io.starlingdb.node.NodeSettings;
import io.starlingdb.node.coordinator.CoordinatorRules;
import io.starlingdb.node.replica.ReadLimits;
import io.starlingdb.node.replica.ReplicaListener;
import io.starlingdb.node.replica.ReplicaRules;
import io.starlingdb.node.storage.ScheduledDelays;
import io.starlingdb.node.storage.ShardsSettings;
import io.starlingdb.node.streaming.StreamRules;
import io.starlingdb.node.sync.SettlingPace;
import io.starlingdb.node.sync.SyncRules;
import io.starlingdb.node.sync.SyncSettings;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * What a {@link SimCluster} is made of.
 *
 * @param nodes how many machines
 * @param tokens tokens of each node
 * @param datacenters over how many the machines are spread, in turn
 * @param upgraded how many of the nodes, the first ones, speak one wire version more
 * @param coldReads the chance that a read of a row has to wait for the disk
 * @param readLimits how much one replica answers at once; low ones make pages of few rows
 * @param shards the shards of each node
 * @param delays how long the shards take
 * @param replicaRules {@link ReplicaRules#SOUND}, unless a mistake is planted
 * @param coordinatorRules {@link CoordinatorRules#SOUND}, unless a mistake is planted
 * @param hintRules {@link HintRules#SOUND}, unless a mistake is planted
 * @param syncRules {@link SyncRules#SOUND}, unless a mistake is planted
 * @param streamRules {@link StreamRules#SOUND}, unless a mistake is planted
 * @param settings how the nodes are configured otherwise
 * @param saved the disk as the node sees it; the identity, unless a mistake is planted
 * @param replicaListener hears what the replicas of all nodes do
 */
public record SimClusterOptions(
        int nodes,
        int tokens,
        int datacenters,
        int upgraded,
        double coldReads,
        ReadLimits readLimits,
        ShardsSettings shards,
        ScheduledDelays delays,
        ReplicaRules replicaRules,
        CoordinatorRules coordinatorRules,
        HintRules hintRules,
        SyncRules syncRules,
        StreamRules streamRules,
        UnaryOperator<NodeSettings> settings,
        UnaryOperator<SavedState> saved,
        ReplicaListener replicaListener) {

    /** Sound nodes, with all else as it is in production. */
    public static SimClusterOptions of(int nodes) {
        return new SimClusterOptions(
                nodes,
                4,
                1,
                0,
                0,
                ReadLimits.DEFAULTS,
                ShardsSettings.DEFAULTS,
                ScheduledDelays.SSD,
                ReplicaRules.SOUND,
                CoordinatorRules.SOUND,
                HintRules.SOUND,
                SyncRules.SOUND,
                StreamRules.SOUND,
                UnaryOperator.identity(),
                UnaryOperator.identity(),
                ReplicaListener.NONE);
    }

    /** Draws a cluster of three to five sound nodes, of mixed versions, with small pages and cold reads now and then. */
    public static SimClusterOptions draw(RandomGenerator random) {
        SimClusterOptions drawn = of(3 + random.nextInt(3));
        boolean smallPages = random.nextInt(3) > 0;
        boolean groupSync = random.nextInt(4) == 0;
        ShardsSettings shards =
                drawn.shards().withDurability(new ShardsSettings.Durability(groupSync, 1_000_000_000L, 0));
        return new SimClusterOptions(
                drawn.nodes(),
                1 + random.nextInt(8),
                1,
                random.nextInt(drawn.nodes() + 1),
                random.nextBoolean() ? 0 : random.nextDouble(0.2),
                smallPages ? new ReadLimits(2 + random.nextInt(20), 1 << 16) : ReadLimits.DEFAULTS,
                shards,
                ScheduledDelays.SSD,
                drawn.replicaRules(),
                drawn.coordinatorRules(),
                drawn.hintRules(),
                drawn.syncRules(),
                drawn.streamRules(),
                SimClusterOptions::settlingSoon,
                drawn.saved(),
                drawn.replicaListener());
    }

    /** Time is settled within seconds, as a run takes no longer; exchanges follow each other accordingly. */
    static NodeSettings settlingSoon(NodeSettings settings) {
        SettlingPace pace = new SettlingPace(true, 100_000_000, 10, 3, 500_000_000, 1_000_000);
        return settings.withSync(
                SyncSettings.DEFAULTS.withInterval(4_000_000_000L).withSettling(pace));
    }

    /** Six machines or more, spread over so many datacenters. */
    SimClusterOptions spreadOver(int number) {
        return new SimClusterOptions(
                Math.max(6, nodes),
                tokens,
                number,
                upgraded,
                coldReads,
                readLimits,
                shards,
                delays,
                replicaRules,
                coordinatorRules,
                hintRules,
                syncRules,
                streamRules,
                settings,
                saved,
                replicaListener);
    }

    public SimClusterOptions withReplicaRules(ReplicaRules rules) {
        return new SimClusterOptions(
                nodes,
                tokens,
                datacenters,
                upgraded,
                coldReads,
                readLimits,
                shards,
                delays,
                rules,
                coordinatorRules,
                hintRules,
                syncRules,
                streamRules,
                settings,
                saved,
                replicaListener);
    }

    public SimClusterOptions withCoordinatorRules(CoordinatorRules rules) {
        return new SimClusterOptions(
                nodes,
                tokens,
                datacenters,
                upgraded,
                coldReads,
                readLimits,
                shards,
                delays,
                replicaRules,
                rules,
                hintRules,
                syncRules,
                streamRules,
                settings,
                saved,
                replicaListener);
    }

    public SimClusterOptions withHintRules(HintRules rules) {
        return new SimClusterOptions(
                nodes,
                tokens,
                datacenters,
                upgraded,
                coldReads,
                readLimits,
                shards,
                delays,
                replicaRules,
                coordinatorRules,
                rules,
                syncRules,
                streamRules,
                settings,
                saved,
                replicaListener);
    }

    public SimClusterOptions withSaved(UnaryOperator<SavedState> view) {
        return new SimClusterOptions(
                nodes,
                tokens,
                datacenters,
                upgraded,
                coldReads,
                readLimits,
                shards,
                delays,
                replicaRules,
                coordinatorRules,
                hintRules,
                syncRules,
                streamRules,
                settings,
                view,
                replicaListener);
    }

    public SimClusterOptions withReplicaListener(ReplicaListener listener) {
        return new SimClusterOptions(
                nodes,
                tokens,
                datacenters,
                upgraded,
                coldReads,
                readLimits,
                shards,
                delays,
                replicaRules,
                coordinatorRules,
                hintRules,
                syncRules,
                streamRules,
                settings,
                saved,
                listener);
    }

    public SimClusterOptions withSyncRules(SyncRules rules) {
        return withSync(rules, settings);
    }

    public SimClusterOptions withSettings(UnaryOperator<NodeSettings> configured) {
        return withSync(syncRules, configured);
    }

    private SimClusterOptions withSync(SyncRules rules, UnaryOperator<NodeSettings> configured) {
        return new SimClusterOptions(
                nodes,
                tokens,
                datacenters,
                upgraded,
                coldReads,
                readLimits,
                shards,
                delays,
                replicaRules,
                coordinatorRules,
                hintRules,
                rules,
                streamRules,
                configured,
                saved,
                replicaListener);
    }

    public SimClusterOptions withStreamRules(StreamRules rules) {
        return new SimClusterOptions(
                nodes,
                tokens,
                datacenters,
                upgraded,
                coldReads,
                readLimits,
                shards,
                delays,
                replicaRules,
                coordinatorRules,
                hintRules,
                syncRules,
                rules,
                settings,
                saved,
                replicaListener);
    }
}
