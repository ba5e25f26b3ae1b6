package io.starlingdb.node.simulation;

import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.hints.HintLimits;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.NodeCore;
import io.starlingdb.node.NodeSettings;
import io.starlingdb.node.coordinator.DataAccess;
import io.starlingdb.node.coordinator.ReadResult;
import io.starlingdb.node.coordinator.RequestOptions;
import io.starlingdb.node.data.MutationBuilder;
import io.starlingdb.node.data.ReadQuery;
import io.starlingdb.node.handoff.HandoffSettings;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.MemberSteps;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.node.schema.ColumnDefinition;
import io.starlingdb.node.schema.ColumnKind;
import io.starlingdb.node.schema.Replication;
import io.starlingdb.node.schema.ScalarType;
import io.starlingdb.node.schema.SchemaChange;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.node.sync.SyncSettings;
import io.starlingdb.sim.SimNode;
import io.starlingdb.sim.SimWorld;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One copy of each row, and nothing that would mend what a change of ownership loses: no hints, no exchanges, no other replica to be read. Nodes join
 * and leave while every node writes and reads, and stand still for seconds, so that they place requests by records that are long outdated. What was
 * acknowledged must be read from then on.
 */
final class MovingRows {
    private static final String KEYSPACE = "moving";
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int NODES = 4;
    private static final int WRITERS = 24;
    private static final RequestOptions ONE =
            RequestOptions.at(ConsistencyLevel.ONE).withTimeoutNanos(2 * SECOND);

    private final SimWorld world;
    private final SimCluster cluster;
    private final RandomGenerator random;
    private final List<String> wrong = new ArrayList<>();
    /** The version of each key that was acknowledged last. */
    private final Map<Integer, Integer> acknowledged = new TreeMap<>();

    private final Set<NodeId> members = new TreeSet<>();
    private final Set<NodeId> left = new TreeSet<>();
    private TableSchema table;
    private int nextKey;
    private boolean isOver;

    private MovingRows(long seed, PlantedBug bug) {
        world = new SimWorld(seed);
        random = world.random("moving");
        cluster = new SimCluster(
                world, PlantedRules.plant(bug, SimClusterOptions.of(NODES)).withSettings(MovingRows::withoutMending));
    }

    private static NodeSettings withoutMending(NodeSettings settings) {
        HandoffSettings handoff = HandoffSettings.DEFAULTS;
        return settings.withSync(SyncSettings.DEFAULTS.withInterval(100_000 * SECOND))
                .withHandoff(new HandoffSettings(new HintLimits(1, 1, 1, 1, 1), handoff.pace(), false));
    }

    /** What was wrong. */
    static List<String> run(long seed, PlantedBug bug) {
        MovingRows run = new MovingRows(seed, bug);
        run.run();
        return run.wrong;
    }

    private void run() {
        cluster.found();
        change(new SchemaChange.CreateKeyspace(KEYSPACE, Replication.simple(1), true, false));
        change(new SchemaChange.CreateTable(
                KEYSPACE,
                "rows",
                List.of(
                        new ColumnDefinition("k", ScalarType.INT, ColumnKind.PARTITION_KEY),
                        new ColumnDefinition("v", ScalarType.INT, ColumnKind.REGULAR)),
                Map.of(),
                false));
        table = cluster.newestRecord().schema().requireTable(KEYSPACE, "rows");
        for (int i = 0; i < WRITERS; i++) {
            write(nextKey++, 1);
        }
        look();
        for (int i = 0; i < 3 && wrong.isEmpty(); i++) {
            SimNode newcomer = cluster.add();
            standStillForAWhile(newcomer);
            if (!world.time().runUntil(() -> !wrong.isEmpty() || cluster.isAtRest() && serves(newcomer), 60 * SECOND)) {
                wrong.add("a join did not end");
            }
            NodeId leaving = pick().nodeId();
            CompletableFuture<ClusterRecord> begun =
                    pick().record().change(record -> MemberSteps.decommission(record, leaving, true));
            standStillForAWhile(newcomer);
            world.time().runUntil(begun::isDone, 60 * SECOND);
            world.time().runUntil(() -> cluster.newestRecord().member(leaving) == null, 60 * SECOND);
            world.time().runFor(SECOND);
        }
        isOver = true;
        world.time().runFor(4 * SECOND);
        acknowledged.keySet().forEach(this::read);
        world.time().runFor(4 * SECOND);
    }

    private boolean serves(SimNode node) {
        return cluster.data(node) != null;
    }

    /** Nodes that are no part of what moves, but for their clients, miss seconds of it. */
    private void standStillForAWhile(SimNode newcomer) {
        for (int i = 0; i < 3; i++) {
            SimNode still = world.nodes().get(random.nextInt(world.nodes().size()));
            if (still != newcomer) {
                still.pause(random.nextLong(2 * SECOND));
            }
            world.time().runFor(random.nextLong(SECOND / 2));
        }
    }

    private NodeCore pick() {
        List<NodeCore> serving = world.nodes().stream()
                .map(cluster::core)
                .filter(core -> core != null && core.isServing())
                .toList();
        return serving.get(random.nextInt(serving.size()));
    }

    /** Ends the processes of nodes that have left, and sees to it that none comes back under its id. */
    private void look() {
        ClusterRecord record = cluster.newestRecord();
        for (RecordMember member : record.members()) {
            members.add(member.id());
            if (left.contains(member.id())) {
                wrong.add("node " + member.id() + " was a member, left, and is one again");
            }
        }
        members.stream().filter(id -> record.member(id) == null).forEach(left::add);
        for (SimNode node : world.nodes()) {
            NodeCore core = cluster.core(node);
            if (core != null && record.roster().removed().contains(core.nodeId())) {
                cluster.retire(node);
            }
        }
        if (!isOver) {
            world.time().after(SECOND / 10, this::look);
        }
    }

    private void change(SchemaChange change) {
        CompletableFuture<?> changed = cluster.schema(world.nodes().get(0)).change(change);
        world.time().runUntil(changed::isDone, 60 * SECOND);
        changed.join();
    }

    private @Nullable DataAccess anyNode() {
        return cluster.data(world.nodes().get(random.nextInt(world.nodes().size())));
    }

    /** Writes one version after the other; a key whose outcome is unknown is left, as that write may take effect late. */
    private void write(int key, int version) {
        if (isOver) {
            return;
        }
        DataAccess data = anyNode();
        if (data == null) {
            world.time().after(SECOND / 100, () -> write(key, version));
            return;
        }
        byte[] partition = Values.partition(table, key);
        MutationBuilder mutation = new MutationBuilder(table, partition, Values.token(partition));
        mutation.row(new byte[0]).insert().set("v", Values.ofInt(version));
        boolean[] isDone = new boolean[1];
        data.write(mutation.build(), ONE).whenComplete((result, failure) -> {
            isDone[0] = true;
            if (failure == null) {
                acknowledged.put(key, version);
                read(key);
            }
            int next = failure == null ? key : nextKey++;
            world.time().after(random.nextLong(SECOND / 20), () -> write(next, version + 1));
        });
        world.time().after(3 * SECOND, () -> {
            if (!isDone[0]) {
                isDone[0] = true;
                write(nextKey++, 1); // the coordinator is gone
            }
        });
    }

    private void read(int key) {
        DataAccess data = anyNode();
        int least = acknowledged.get(key);
        if (data == null) {
            return;
        }
        byte[] partition = Values.partition(table, key);
        ReadQuery query =
                ReadQuery.row(table.id(), partition, Values.token(partition), new byte[0], Simulation.NOW_SECONDS);
        data.read(query, ONE).whenComplete((result, failure) -> {
            if (failure == null && version(result) < least) {
                wrong.add("key " + key + " shows version " + version(result) + ", and " + least + " was acknowledged");
            }
        });
    }

    private int version(ReadResult result) {
        if (result.partitions().isEmpty() || result.partitions().get(0).rows().isEmpty()) {
            return 0;
        }
        byte[] value =
                result.partitions().get(0).rows().get(0).value(table.column("v").id());
        return value == null ? 0 : Values.toInt(value);
    }
}
