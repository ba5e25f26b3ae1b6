package io.starlingdb.node.record;

import io.starlingdb.gossip.Gossip;
import io.starlingdb.gossip.GossipMessages;
import io.starlingdb.gossip.GossipOptions;
import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.ring.Location;
import io.starlingdb.sim.SimNode;
import io.starlingdb.sim.SimScheduler;
import io.starlingdb.wire.MessageRegistry;
import io.starlingdb.wire.Messenger;
import io.starlingdb.wire.MessengerOptions;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A node of a simulation: gossip and the agreement on the cluster record, in a process that can be killed and started. */
final class RecordNode {
    private static final MessageRegistry REGISTRY = registry();
    private static final String IDENTITY = "record-identity";

    private final SimNode machine;
    private final NodeId id;
    private final Location location;
    private final String clusterName;
    private final RandomGenerator random;
    private final Plant plant;
    private final UnreliableDisk disk;
    private @Nullable PaxosRecordAgreement agreement;
    private byte @Nullable [] identity;

    RecordNode(SimNode machine, NodeId id, Location location, String clusterName, RandomGenerator random, Plant plant) {
        this.machine = machine;
        this.id = id;
        this.location = location;
        this.clusterName = clusterName;
        this.random = random;
        this.plant = plant;
        this.disk = new UnreliableDisk(machine.disk(), random, plant);
    }

    private static MessageRegistry registry() {
        MessageRegistry.Builder builder = MessageRegistry.builder();
        GossipMessages.register(builder);
        RecordMessages.register(builder);
        return builder.build();
    }

    /** The node of another machine, with what is on its disk, on this one. */
    RecordNode movedFrom(RecordNode old) {
        RecordNode moved = new RecordNode(machine, old.id, location, clusterName, random, plant);
        for (String name : List.of(IDENTITY, "record", "record-vote")) {
            byte[] content = old.disk.load(name);
            if (content != null) {
                moved.disk.save(name, content);
            }
        }
        return moved;
    }

    SimNode machine() {
        return machine;
    }

    NodeId id() {
        return id;
    }

    Endpoint endpoint() {
        return machine.endpoint();
    }

    UnreliableDisk disk() {
        return disk;
    }

    boolean isUp() {
        return agreement != null;
    }

    PaxosRecordAgreement agreement() {
        return Objects.requireNonNull(agreement, "the node is down");
    }

    /** Starts the process; its disk works while it starts, or it would not. */
    void boot(List<Endpoint> seeds) {
        if (plant == Plant.LOSS_GOES_UNNOTICED && identity != null && disk.load(IDENTITY) == null) {
            machine.disk().save(IDENTITY, identity);
        }
        disk.withoutFailures(() -> start(seeds));
        identity = disk.load(IDENTITY);
    }

    private void start(List<Endpoint> seeds) {
        SimScheduler loop = machine.boot();
        Messenger messenger = new Messenger(
                machine.endpoint(),
                REGISTRY,
                machine.transport(),
                machine.clock(),
                loop,
                random,
                MessengerOptions.DEFAULTS);
        machine.onFrame(messenger::receive);
        long wall = plant == Plant.LIFE_IS_FORGOTTEN ? 0 : machine.clock().wallMicros();
        RecordStore store =
                new RecordStore(disk, new SimDiskQueue(loop, machine.clock(), random), loop::execute, wall, random);
        RecordSelf self = new RecordSelf(id, machine.endpoint(), location, 4, clusterName);
        agreement = new PaxosRecordAgreement(
                new RecordSeams(
                        self, messenger, machine.clock(), loop, random, RecordTimings.DEFAULTS, RecordListener.SILENT),
                store);
        Gossip gossip =
                new Gossip(id, GossipOptions.DEFAULTS, messenger, machine.clock(), loop, random, machine.disk());
        RecordGossip ties = new RecordGossip(self, agreement, gossip);
        gossip.start(seeds);
        agreement.start(ties::seen);
        ties.start();
    }

    void kill(boolean loseUnsynced) {
        agreement = null;
        machine.crash(loseUnsynced);
    }
}
