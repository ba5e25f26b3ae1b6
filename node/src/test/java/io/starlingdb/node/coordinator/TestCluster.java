package io.starlingdb.node.coordinator;

import io.starlingdb.gossip.Liveness;
import io.starlingdb.kernel.HybridClock;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.data.Mutation;
import io.starlingdb.node.data.MutationBuilder;
import io.starlingdb.node.data.ReadQuery;
import io.starlingdb.node.replica.ReadLimits;
import io.starlingdb.node.replica.Replica;
import io.starlingdb.node.replica.ReplicaCodecs;
import io.starlingdb.node.replica.ReplicaFoundation;
import io.starlingdb.node.replica.ReplicaListener;
import io.starlingdb.node.replica.ReplicaService;
import io.starlingdb.node.ring.ChangeId;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.Location;
import io.starlingdb.node.ring.NodeStatus;
import io.starlingdb.node.ring.Partitioner;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.node.ring.ReplicaSet;
import io.starlingdb.node.ring.Rings;
import io.starlingdb.node.ring.Roster;
import io.starlingdb.node.ring.TokenAllocator;
import io.starlingdb.node.schema.ColumnDefinition;
import io.starlingdb.node.schema.ColumnKind;
import io.starlingdb.node.schema.Keys;
import io.starlingdb.node.schema.MapType;
import io.starlingdb.node.schema.Replication;
import io.starlingdb.node.schema.ScalarType;
import io.starlingdb.node.schema.Schema;
import io.starlingdb.node.schema.SchemaChange;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.node.storage.MemoryEngine;
import io.starlingdb.node.storage.ScheduledDelays;
import io.starlingdb.node.storage.ScheduledShards;
import io.starlingdb.node.storage.ShardsFoundation;
import io.starlingdb.node.storage.ShardsSettings;
import io.starlingdb.node.storage.StorageListener;
import io.starlingdb.sim.SimNode;
import io.starlingdb.sim.SimScheduler;
import io.starlingdb.sim.SimWorld;
import io.starlingdb.wire.MessageRegistry;
import io.starlingdb.wire.Messenger;
import io.starlingdb.wire.MessengerOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Replicas and coordinators of a few nodes in a simulated world, with a membership and a record that the test sets: what these two packages do
 * together, without gossip and Paxos.
 */
final class TestCluster {
    static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    static final int REQUESTS_MAX = 100;

    private final class LostWrites implements ReplicaListener {
        @Override
        public void lostWrite(int tableId) {
            lostWrites++;
        }
    }

    /** One node. */
    static final class Node {
        SimNode machine;
        SimScheduler loop;
        MemoryEngine engine;
        FixedMembership membership;
        FixedAgreement agreement;
        HybridClock clock;
        Replica replica;
        Coordinator coordinator;
    }

    final SimWorld world;
    final List<Node> nodes = new ArrayList<>();
    final List<RecordMember> members = new ArrayList<>();
    ClusterRecord record;
    ReadLimits limits = ReadLimits.DEFAULTS;
    int lostWrites;

    TestCluster(long seed, int nodes, int factor) {
        this(seed, nodes, factor, ReadLimits.DEFAULTS, CoordinatorRules.SOUND);
    }

    /** A node for each datacenter that is named, in this order. */
    TestCluster(long seed, List<String> datacenters, Replication replication) {
        this(seed, datacenters, replication, ReadLimits.DEFAULTS, CoordinatorRules.SOUND);
    }

    TestCluster(long seed, int count, int factor, ReadLimits limits, CoordinatorRules rules) {
        this(seed, Collections.nCopies(count, "dc1"), Replication.simple(factor), limits, rules);
    }

    private TestCluster(
            long seed, List<String> datacenters, Replication replication, ReadLimits limits, CoordinatorRules rules) {
        int count = datacenters.size();
        this.world = new SimWorld(seed);
        this.limits = limits;
        List<TokenAllocator.Seat> seats = new ArrayList<>();
        for (String datacenter : datacenters) {
            seats.add(new TokenAllocator.Seat(new Location(datacenter, "r1"), 4));
        }
        List<List<Long>> tokens = TokenAllocator.found(seats);
        for (int i = 0; i < count; i++) {
            SimNode machine = world.addNode();
            members.add(new RecordMember(
                    i + 1,
                    new NodeId(0, i + 1),
                    i + 1,
                    machine.endpoint(),
                    new Location(datacenters.get(i), "r1"),
                    NodeStatus.NORMAL,
                    tokens.get(i)));
            Node node = new Node();
            node.machine = machine;
            node.engine = new MemoryEngine();
            nodes.add(node);
        }
        Schema schema = new SchemaChange.CreateKeyspace("ks", replication, true, false).applyTo(Schema.EMPTY);
        schema = table("lww", "last_write_wins").applyTo(schema);
        schema = table("sib", "siblings").applyTo(schema);
        Roster roster = new Roster(members, List.of(1), count + 1, List.of());
        record = new ClusterRecord(
                1, new UUID(1, 1), "test", roster, schema, List.of(new ChangeId(new NodeId(0, 1), 1, 1)));
        for (int i = 0; i < count; i++) {
            boot(i, rules);
        }
    }

    private static SchemaChange table(String name, String conflicts) {
        List<ColumnDefinition> columns = List.of(
                new ColumnDefinition("k", ScalarType.TEXT, ColumnKind.PARTITION_KEY),
                new ColumnDefinition("c", ScalarType.INT, ColumnKind.CLUSTERING),
                new ColumnDefinition("s", ScalarType.TEXT, ColumnKind.STATIC),
                new ColumnDefinition("v", ScalarType.TEXT, ColumnKind.REGULAR),
                new ColumnDefinition("m", new MapType(ScalarType.TEXT, ScalarType.TEXT, false), ColumnKind.REGULAR));
        return new SchemaChange.CreateTable("ks", name, columns, Map.of("conflicts", conflicts), false);
    }

    void boot(int index, CoordinatorRules rules) {
        Node node = nodes.get(index);
        NodeId id = members.get(index).id();
        node.loop = node.machine.boot();
        node.membership = new FixedMembership(id, members);
        node.agreement = new FixedAgreement(record);
        node.clock = new HybridClock(node.machine.clock(), node.machine.disk(), 3_600_000_000L, 300_000_000L);
        MessageRegistry.Builder registry = MessageRegistry.builder();
        ReplicaCodecs.register(registry);
        CoordinatorCodecs.register(registry);
        Messenger messenger = new Messenger(
                node.machine.endpoint(),
                registry.build(),
                node.machine.transport(),
                node.machine.clock(),
                node.loop,
                world.random("messenger-" + index),
                MessengerOptions.DEFAULTS);
        node.machine.onFrame(messenger::receive);
        ScheduledShards shards = new ScheduledShards(
                new ShardsFoundation(
                        node.engine,
                        ShardsSettings.DEFAULTS,
                        node.machine.clock(),
                        node.loop,
                        () -> Long.MAX_VALUE,
                        StorageListener.NONE),
                world.random("shards-" + index),
                ScheduledDelays.SSD);
        ReplicaFoundation on = new ReplicaFoundation(
                shards, node.clock, node.machine.clock(), node.loop, node.agreement, new LostWrites(), limits);
        node.replica = new Replica(on, id);
        new ReplicaService(node.replica, on, messenger).start();
        node.coordinator = new Coordinator(
                new CoordinatorFoundation(
                        messenger,
                        node.replica,
                        node.agreement,
                        node.clock,
                        node.machine.clock(),
                        node.loop,
                        RequestListener.NONE,
                        Keepers.NONE,
                        REQUESTS_MAX),
                node.membership,
                id,
                members.get(index).datacenter(),
                rules);
        node.coordinator.start();
    }

    /** Kills a node's process; the others are not told. */
    void kill(int index) {
        nodes.get(index).machine.crash(false);
    }

    /** The others learn that a node is dead. */
    void declareDead(int index) {
        for (Node node : nodes) {
            node.membership.liveness(members.get(index).id(), Liveness.DEAD);
        }
    }

    ReplicaSet replicas(String table, String key) {
        return new Rings(record).ring(keyspaceReplication()).replicas(Partitioner.token(key(table, key)));
    }

    private Replication keyspaceReplication() {
        return record.schema().requireKeyspace("ks").replication();
    }

    TableSchema table(String name) {
        return record.schema().requireTable("ks", name);
    }

    /** A mutation of partition {@code key}, to be completed. */
    MutationBuilder mutation(String table, String key) {
        byte[] partition = key(table, key);
        return new MutationBuilder(table(table), partition, Partitioner.token(partition));
    }

    byte[] key(String table, String key) {
        return Keys.partitionKey(table(table), List.of(text(key)));
    }

    byte[] clustering(String table, int c) {
        return Keys.clustering(table(table), List.of(number(c)));
    }

    static byte[] text(String value) {
        return ScalarType.TEXT.encode(value);
    }

    static byte[] number(int value) {
        return ScalarType.INT.encode(value);
    }

    Mutation set(String table, String key, int c, String value) {
        MutationBuilder mutation = mutation(table, key);
        mutation.row(clustering(table, c)).insert().set("v", text(value));
        return mutation.build();
    }

    ReadQuery row(String table, String key, int c) {
        byte[] partition = key(table, key);
        return ReadQuery.row(
                table(table).id(), partition, Partitioner.token(partition), clustering(table, c), nowSeconds());
    }

    ReadQuery partition(String table, String key) {
        byte[] partition = key(table, key);
        return ReadQuery.partition(table(table).id(), partition, Partitioner.token(partition), nowSeconds());
    }

    long nowSeconds() {
        return nodes.get(0).machine.clock().wallMicros() / 1_000_000;
    }

    /** Runs the world until the future is done, a minute at most. */
    <T> T await(CompletableFuture<T> future) {
        world.time().runUntil(future::isDone, 60 * SECOND);
        return future.join();
    }
}
