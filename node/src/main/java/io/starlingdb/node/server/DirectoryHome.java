package io.starlingdb.node.server;

import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.NodeHome;
import io.starlingdb.node.storage.DataDirectory;
import io.starlingdb.node.storage.EngineReport;
import io.starlingdb.node.storage.LastStop;
import java.util.UUID;

/** What the data directory knows of the node. Changes come on the saver thread. */
final class DirectoryHome implements NodeHome {
    private final DataDirectory directory;
    private final EngineReport opened;
    private final boolean mayResumeRecovery;
    private final boolean recovering;
    private final long start;

    /** @param opened what the engine found when it was opened */
    DirectoryHome(DataDirectory directory, EngineReport opened) {
        this.directory = directory;
        this.opened = opened;
        this.mayResumeRecovery = directory.isRecovering()
                && directory.lastStop() != LastStop.MACHINE_CRASH
                && !opened.logCutShort()
                && !opened.created();
        this.recovering = directory.assess(opened, 0);
        this.start = directory.startNumber();
    }

    @Override
    public NodeId nodeId() {
        return directory.nodeId();
    }

    @Override
    public boolean isRecovering() {
        return recovering;
    }

    @Override
    public boolean mayResumeRecovery() {
        return mayResumeRecovery;
    }

    @Override
    public long startNumber() {
        return start;
    }

    @Override
    public void outdated(long laterStart) {
        directory.assess(opened, laterStart);
    }

    @Override
    public void recovered() {
        directory.recovered();
    }

    @Override
    public void belongsTo(UUID cluster) {
        directory.joinCluster(cluster);
    }
}
