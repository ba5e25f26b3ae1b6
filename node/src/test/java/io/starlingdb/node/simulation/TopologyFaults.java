package io.starlingdb.node.simulation;

import io.starlingdb.kernel.Cancellable;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.NodeCore;
import io.starlingdb.node.record.RecordChange;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.MemberSteps;
import io.starlingdb.node.ring.NodeStatus;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.node.ring.Removal;
import io.starlingdb.node.ring.Transition;
import io.starlingdb.node.ring.TransitionSteps;
import io.starlingdb.node.schema.SchemaChange;
import io.starlingdb.sim.SimNode;
import io.starlingdb.sim.SimWorld;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Changes of ownership among the faults: machines are added, decommissioned, lost for good and removed, the number of copies and where they are change,
 * changes are cancelled. An operator who waits for nothing but the refusals.
 */
final class TopologyFaults {
    private static final long SECOND = 1_000_000_000L;
    private static final long LOOK_NANOS = SECOND / 4;

    private final SimWorld world;
    private final SimCluster cluster;
    private final Placements placements;
    private final RandomGenerator random;
    private final Set<NodeId> lost = new HashSet<>();
    private @Nullable Cancellable next;
    private boolean isOver;

    TopologyFaults(SimWorld world, SimCluster cluster, Placements placements) {
        this.world = world;
        this.cluster = cluster;
        this.placements = placements;
        this.random = world.random("topology");
    }

    void begin() {
        plan();
        look();
    }

    /** Begins nothing more; what has begun goes on to its end. */
    void end() {
        isOver = true;
        if (next != null) {
            next.cancel();
        }
    }

    private void plan() {
        next = world.time().after((long) (random.nextExponential() * 4 * SECOND), () -> {
            strike();
            plan();
        });
    }

    /** Ends the processes of those who are members no more, and asks again for the removal of the lost. */
    private void look() {
        ClusterRecord record = newest();
        if (record != null) {
            for (SimNode node : world.nodes()) {
                NodeCore core = cluster.core(node);
                if (!cluster.isRetired(node)
                        && core != null
                        && record.roster().removed().contains(core.nodeId())) {
                    world.log().note("left " + node.index());
                    cluster.retire(node);
                }
            }
            for (NodeId gone : Set.copyOf(lost)) {
                if (record.member(gone) == null) {
                    lost.remove(gone);
                    cluster.isGone(gone);
                } else if (!Removal.isUnderWay(record, List.of(gone))) {
                    propose(known -> Removal.step(known, List.of(gone)));
                }
            }
        }
        world.time().after(LOOK_NANOS, this::look);
    }

    private @Nullable ClusterRecord newest() {
        return world.nodes().stream().anyMatch(node -> cluster.core(node) != null) ? cluster.newestRecord() : null;
    }

    private void strike() {
        ClusterRecord record = newest();
        if (isOver || record == null) {
            return;
        }
        List<Transition> running = record.transitions().running();
        if (!running.isEmpty()) {
            if (random.nextInt(6) == 0) {
                long id = running.get(0).id();
                propose(known -> TransitionSteps.cancel(known, id));
            }
            return;
        }
        List<RecordMember> members = record.members().stream()
                .filter(member -> member.status() == NodeStatus.NORMAL)
                .toList();
        RecordMember drawn = members.get(random.nextInt(members.size()));
        int draw = random.nextInt(10);
        boolean isNeeded = placements.needs(record, drawn);
        if (placements.isSmall(members.size())
                || ((draw < 3 || (isNeeded && draw < 8)) && !placements.isLarge(members.size()))) {
            if (cluster.inUseCount() <= members.size()) {
                world.log().note("add");
                cluster.add();
            }
        } else if (draw < 6) {
            propose(known -> MemberSteps.decommission(known, drawn.id(), false));
        } else if (draw < 8) {
            if (!isNeeded) {
                lose(drawn);
            }
        } else {
            propose(RecordChange.schema(
                    new SchemaChange.AlterKeyspace(Simulation.KEYSPACE, placements.draw(random), null, true)));
        }
    }

    private void lose(RecordMember member) {
        for (SimNode node : world.nodes()) {
            NodeCore core = cluster.core(node);
            if (core != null && core.nodeId().equals(member.id()) && cluster.mayLoseDisk(node)) {
                world.log().note("lose " + node.index());
                lost.add(member.id());
                cluster.lose(node);
                return;
            }
        }
    }

    private void propose(RecordChange change) {
        List<NodeCore> up = new ArrayList<>();
        for (SimNode node : world.nodes()) {
            NodeCore core = cluster.core(node);
            if (core != null && core.isServing()) {
                up.add(core);
            }
        }
        if (!up.isEmpty()) {
            CompletableFuture<ClusterRecord> unused =
                    up.get(random.nextInt(up.size())).record().change(change);
        }
    }
}
