package io.starlingdb.node.record;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.Location;
import io.starlingdb.sim.SimNode;
import io.starlingdb.sim.SimWorld;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** A few nodes in a world without faults but those that a test brings about. */
final class RecordCluster {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final SimWorld world = new SimWorld(11);
    private final List<RecordNode> nodes = new ArrayList<>();
    private final List<Endpoint> endpoints = new ArrayList<>();

    RecordCluster(int count) {
        for (int i = 0; i < count; i++) {
            add("test");
        }
        nodes.forEach(node -> node.boot(endpoints));
        runFor(2);
    }

    /** A cluster that is founded already. */
    static RecordCluster founded(int count) {
        RecordCluster cluster = new RecordCluster(count);
        cluster.result(cluster.node(0).agreement().init(cluster.endpoints()));
        cluster.await(1);
        return cluster;
    }

    /** One more node, not started yet. */
    RecordNode add(String clusterName) {
        SimNode machine = world.addNode();
        NodeId id = NodeId.random(world.random("id-" + nodes.size()));
        RecordNode node = new RecordNode(
                machine, id, new Location("dc", "r"), clusterName, world.random("process-" + nodes.size()), Plant.NONE);
        nodes.add(node);
        endpoints.add(machine.endpoint());
        return node;
    }

    SimWorld world() {
        return world;
    }

    RecordNode node(int index) {
        return nodes.get(index);
    }

    List<Endpoint> endpoints() {
        return List.copyOf(endpoints);
    }

    /** No frame passes between these nodes and the others. */
    void cutOff(Integer... indexes) {
        List<SimNode> one = new ArrayList<>();
        List<SimNode> other = new ArrayList<>();
        for (RecordNode node : nodes) {
            (List.of(indexes).contains(node.machine().index()) ? one : other).add(node.machine());
        }
        world.network().partition(one, other);
    }

    void runFor(long seconds) {
        world.time().runFor(TimeUnit.SECONDS.toNanos(seconds));
    }

    /** Runs until all nodes that are up know this epoch. */
    void await(long epoch) {
        boolean known = world.time()
                .runUntil(
                        () -> nodes.stream()
                                .filter(RecordNode::isUp)
                                .allMatch(node -> node.agreement().current().epoch() >= epoch),
                        PATIENCE_NANOS);
        if (!known) {
            throw new AssertionError("epoch " + epoch + " does not reach all nodes");
        }
    }

    /** Runs until the future is done, and gives its result or throws its failure. */
    ClusterRecord result(CompletableFuture<ClusterRecord> future) {
        if (!world.time().runUntil(future::isDone, PATIENCE_NANOS)) {
            throw new AssertionError("no answer");
        }
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
