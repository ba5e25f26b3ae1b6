package io.starlingdb.gossip;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.sim.NemesisTarget;
import io.starlingdb.sim.SimNode;
import io.starlingdb.sim.SimScheduler;
import io.starlingdb.sim.SimWorld;
import io.starlingdb.wire.MessageRegistry;
import io.starlingdb.wire.Messenger;
import io.starlingdb.wire.MessengerOptions;
import io.starlingdb.wire.Refusal;
import io.starlingdb.wire.WireListener;
import io.starlingdb.wire.WireVersions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Simulated nodes that run nothing but gossip, and what each has heard. Every second node speaks a wire version more. */
final class GossipCluster implements NemesisTarget {

    static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    final SimWorld world;
    final List<Event> events = new ArrayList<>();
    private final GossipOptions options;
    private final SwimRules rules;

    /** How many bytes all nodes have sent, frame headers included. */
    long bytesSent;

    private final List<@Nullable Gossip> running = new ArrayList<>();
    private final List<NodeId> ids = new ArrayList<>();
    private final Map<Integer, Long> stalledUntil = new HashMap<>();
    private List<Endpoint> seeds = new ArrayList<>();

    /** So many machines, none started; the first two are the seeds. */
    GossipCluster(long seed, int nodes) {
        this(seed, nodes, GossipOptions.DEFAULTS);
    }

    GossipCluster(long seed, int nodes, GossipOptions options) {
        this(seed, nodes, options, SwimRules.SOUND);
    }

    GossipCluster(long seed, int nodes, GossipOptions options, SwimRules rules) {
        this.rules = rules;
        this.world = new SimWorld(seed);
        this.options = options;
        for (int i = 0; i < nodes; i++) {
            addNode();
        }
        seeds = world.nodes().stream().limit(2).map(SimNode::endpoint).toList();
    }

    /** The same with all nodes started and known to each other. */
    static GossipCluster formed(long seed, int nodes) {
        GossipCluster cluster = new GossipCluster(seed, nodes);
        cluster.startAll();
        cluster.run(5 * SECOND);
        cluster.events.clear();
        return cluster;
    }

    int addNode() {
        SimNode node = world.addNode();
        running.add(null);
        ids.add(NodeId.random(world.random("id-" + node.index())));
        return node.index();
    }

    void startAll() {
        for (int i = 0; i < running.size(); i++) {
            start(i);
        }
    }

    void start(int index) {
        start(index, ids.get(index));
    }

    /** Starts a process that believes to be the node of this id. */
    void start(int index, NodeId id) {
        SimNode node = world.nodes().get(index);
        SimScheduler scheduler = node.boot();
        MessageRegistry.Builder registry = MessageRegistry.builder();
        GossipMessages.register(registry);
        Messenger messenger = new Messenger(
                node.endpoint(),
                registry.build(),
                (to, lane, frame) -> whenNotStalled(index, () -> {
                    bytesSent += frame.length;
                    node.transport().send(to, lane, frame);
                }),
                node.clock(),
                scheduler,
                world.random("messenger-" + index + "-" + world.time().nowNanos()),
                MessengerOptions.DEFAULTS.withVersions(new WireVersions(1, 1 + index % 2)));
        messenger.listen(new FailingListener());
        Gossip gossip = new Gossip(
                id,
                options,
                messenger,
                node.clock(),
                scheduler,
                world.random("gossip-" + index + "-" + world.time().nowNanos()),
                node.disk(),
                rules);
        gossip.listen(new Recorder(index));
        gossip.updateSelf("rack", "r" + index);
        node.onFrame((from, frame) -> whenNotStalled(index, () -> messenger.receive(from, frame)));
        running.set(index, gossip);
        scheduler.execute(() -> gossip.start(seeds));
    }

    /** The process works, but whatever it sends or is sent waits for so long, then goes all at once: starved, not stopped. */
    void stall(int index, long nanos) {
        stalledUntil.put(index, world.time().nowNanos() + nanos);
    }

    private void whenNotStalled(int index, Runnable task) {
        long left = stalledUntil.getOrDefault(index, 0L) - world.time().nowNanos();
        if (left > 0) {
            world.time().after(left, task);
        } else {
            task.run();
        }
    }

    void crash(int index) {
        kill(world.nodes().get(index), false);
    }

    /** Says goodbye, then stops. */
    void leave(int index) {
        gossip(index).leave();
        running.set(index, null);
        world.nodes().get(index).stop();
    }

    void run(long nanos) {
        world.time().runFor(nanos);
    }

    Gossip gossip(int index) {
        Gossip gossip = running.get(index);
        if (gossip == null) {
            throw new IllegalStateException("node " + index + " is down");
        }
        return gossip;
    }

    NodeId id(int index) {
        return ids.get(index);
    }

    int indexOf(NodeId id) {
        return ids.indexOf(id);
    }

    SimNode node(int index) {
        return world.nodes().get(index);
    }

    List<SimNode> nodes(int... indexes) {
        List<SimNode> chosen = new ArrayList<>();
        for (int index : indexes) {
            chosen.add(node(index));
        }
        return chosen;
    }

    boolean isUp(int index) {
        return running.get(index) != null;
    }

    int size() {
        return running.size();
    }

    Liveness view(int observer, int observed) {
        return gossip(observer).liveness(ids.get(observed));
    }

    /** Whether all that run hold this node so. */
    boolean allHold(int observed, Liveness liveness) {
        for (int observer = 0; observer < size(); observer++) {
            if (observer != observed && isUp(observer) && view(observer, observed) != liveness) {
                return false;
            }
        }
        return true;
    }

    /** Whether all that run hold all that run ALIVE, all others DEAD, and agree on all that is said of them. */
    boolean agrees() {
        for (int observed = 0; observed < size(); observed++) {
            if (!allHold(observed, isUp(observed) ? Liveness.ALIVE : Liveness.DEAD)) {
                return false;
            }
            for (int observer = 0; observer < size() && isUp(observed); observer++) {
                if (isUp(observer)
                        && !gossip(observed).self().equals(gossip(observer).member(ids.get(observed)))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** How long until all hold the node so, at most the given time, then -1. */
    long nanosUntilAllHold(int observed, Liveness liveness, long nanosMax) {
        long begin = world.time().nowNanos();
        boolean held = world.time().runUntil(() -> allHold(observed, liveness), nanosMax);
        return held ? world.time().nowNanos() - begin : -1;
    }

    List<Event> events(Predicate<Event> which) {
        return events.stream().filter(which).toList();
    }

    @Override
    public void kill(SimNode node, boolean loseUnsynced) {
        running.set(node.index(), null);
        node.crash(loseUnsynced);
    }

    @Override
    public void restart(SimNode node) {
        start(node.index());
    }

    @Override
    public boolean mayLoseDisk(SimNode node) {
        return true;
    }

    /** Something that the node of this index heard. */
    record Event(
            long atNanos,
            int observer,
            String what,
            Member member,
            @Nullable Conflict conflict) {}

    private final class Recorder implements MembershipListener {
        private final int index;

        Recorder(int index) {
            this.index = index;
        }

        @Override
        public void livenessChanged(Member member, Liveness before) {
            add(before + "-" + member.liveness(), member, null);
        }

        @Override
        public void restarted(Member member) {
            add("restarted", member, null);
        }

        @Override
        public void factsChanged(Member member) {
            add("facts", member, null);
        }

        @Override
        public void forgotten(Member member) {
            add("forgotten", member, null);
        }

        @Override
        public void conflict(Conflict conflict) {
            add("conflict", gossip(index).self(), conflict);
        }

        private void add(String what, Member member, @Nullable Conflict conflict) {
            events.add(new Event(world.time().nowNanos(), index, what, member, conflict));
            world.log().trace(() -> "node " + index + " " + what + " " + member + (conflict == null ? "" : conflict));
        }
    }

    private static final class FailingListener implements WireListener {

        @Override
        public void refused(Endpoint from, Refusal why) {
            throw new AssertionError("refused a frame from " + from + ": " + why);
        }

        @Override
        public void handlerFailed(Endpoint peer, RuntimeException failure) {
            throw new AssertionError("a handler failed", failure);
        }
    }
}
