package io.starlingdb.node.simulation;

import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.NodeHome;
import io.starlingdb.sim.SimDisk;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** A node's directory on a simulated disk: what DataDirectory is on a real one. */
final class SimHome implements NodeHome {
    private static final String ID = "home-id";
    private static final String CLUSTER = "home-cluster";
    private static final String RECOVERING = "home-recovering";
    private static final String START = "home-start";

    private final SimDisk disk;
    private final boolean mayResumeRecovery;
    private final Runnable recovered;
    private NodeId id;

    /**
     * Opens the directory.
     *
     * @param lostUnsynced whether the machine died since, and took what was not synced
     * @param recovered is run when nothing is missing any more
     */
    SimHome(SimDisk disk, RandomGenerator random, boolean lostUnsynced, Runnable recovered) {
        this.disk = disk;
        this.recovered = recovered;
        String stored = text(ID);
        if (stored.isEmpty()) {
            id = NodeId.random(random);
            save(ID, id.toString());
        } else {
            id = NodeId.parse(stored);
        }
        save(START, Long.toString(startNumber() + 1));
        mayResumeRecovery = isRecovering() && !lostUnsynced;
        if (lostUnsynced && !text(CLUSTER).isEmpty()) {
            save(RECOVERING, "yes");
        }
    }

    /** Makes the emptied directory that of a node that the cluster knows. */
    void resume(NodeId former) {
        id = former;
        save(ID, former.toString());
        outdated(startNumber());
    }

    @Override
    public long startNumber() {
        String stored = text(START);
        return stored.isEmpty() ? 0 : Long.parseLong(stored);
    }

    @Override
    public void outdated(long laterStart) {
        save(START, Long.toString(Math.max(startNumber(), laterStart + 1)));
        save(RECOVERING, "yes");
    }

    @Override
    public NodeId nodeId() {
        return id;
    }

    @Override
    public boolean isRecovering() {
        return text(RECOVERING).equals("yes");
    }

    @Override
    public boolean mayResumeRecovery() {
        return mayResumeRecovery;
    }

    @Override
    public void recovered() {
        save(RECOVERING, "");
        recovered.run();
    }

    @Override
    public void belongsTo(UUID cluster) {
        String known = text(CLUSTER);
        if (!known.isEmpty() && !known.equals(cluster.toString())) {
            throw new AssertionError("the directory belongs to " + known + ", not " + cluster);
        }
        save(CLUSTER, cluster.toString());
    }

    private String text(String name) {
        byte[] content = disk.load(name);
        return content == null ? "" : new String(content, StandardCharsets.UTF_8);
    }

    private void save(String name, String text) {
        disk.save(name, text.getBytes(StandardCharsets.UTF_8));
    }
}
