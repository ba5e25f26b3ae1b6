package io.starlingdb.node.process;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real nodes join, leave, are rebalanced, replaced and removed while a client works at QUORUM, one of them killed in between: no request fails,
 * nothing is lost, and nobody keeps what it does not own. The small form of {@code scripts/topology-drill}.
 */
class TopologyIT {
    private static final int ROWS = 400;
    private static final int BYTES = 500;

    @TempDir
    private Path directory;

    @Test
    void shouldFailNoRequestAndLoseNothingWhileNodesComeAndGoAndAreKilled() {
        try (DrillCluster cluster = new DrillCluster(directory, List.of("streaming.bytes_per_second=128KiB"))) {
            List<NodeProcess> founders = cluster.found(3);
            TopologyDrill.createTable(founders.get(0));
            try (DrillLoad load = new DrillLoad(founders, 2, ROWS, BYTES)) {
                load.fill();
                load.start();
                TopologyDrill drill = new TopologyDrill(cluster, founders, load, 1, 1_000);
                drill.few();
                load.end();
                drill.finish();
            }
        }
    }
}
