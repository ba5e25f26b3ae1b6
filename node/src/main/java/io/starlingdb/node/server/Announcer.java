package io.starlingdb.node.server;

import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.config.NodeConfig;
import io.starlingdb.node.ring.ClusterRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once where the node serves, or that it waits. Loop only. */
final class Announcer {
    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

    private final NodeConfig config;
    private final NodeId self;
    private boolean serving;

    Announcer(NodeConfig config, NodeId self) {
        this.config = config;
        this.self = self;
    }

    void show(ClusterRecord record) {
        if (serving) {
            return;
        }
        String where = "http://" + config.network().advertiseAddress() + ":"
                + config.network().httpPort();
        if (record.member(self) != null) {
            serving = true;
            LOG.info("Serving cluster '{}' as node {} at {}", record.name(), self, where);
        } else if (record.isFounded()) {
            LOG.warn("The cluster '{}' does not list this node, {}, as a member", record.name(), self);
        } else {
            LOG.info("Waiting at {} for a cluster; to found one of all nodes that wait: starling init", where);
        }
    }
}
