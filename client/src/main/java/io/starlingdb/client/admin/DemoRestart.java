package io.starlingdb.client.admin;

import io.starlingdb.client.http.NodeAddress;
import io.starlingdb.client.http.NodeApi;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A node of the demo as it is restarted: its process here is stopped, and started by the launcher. */
record DemoRestart(DemoProcesses processes, DemoNode node, List<DemoNode> cluster, NodeApi api)
        implements RestartedNode {

    static List<RestartedNode> of(DemoProcesses processes, List<DemoNode> cluster, Duration timeout) {
        return cluster.stream()
                .map(node ->
                        (RestartedNode) new DemoRestart(processes, node, cluster, new NodeApi(node.http(), timeout)))
                .toList();
    }

    @Override
    public NodeAddress http() {
        return node.http();
    }

    @Override
    public void stop() throws IOException {
        processes.stop(node);
    }

    @Override
    public void kill() throws IOException {
        processes.kill(node);
    }

    @Override
    public void start() throws IOException {
        processes.startMissing(List.of(node), cluster);
    }
}
