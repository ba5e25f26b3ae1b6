package io.starlingdb.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metadata.NodeState;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a driver sees, and does not notice, while nodes stop and start. */
class DriverEventsIT {
    @TempDir
    Path directory;

    @Test
    void shouldTellOfNodesThatStopAndStartWithoutOneFailedRequest() throws Exception {
        try (Cluster cluster = Cluster.of(directory, 3).found();
                CqlSession session = DriverSession.open(cluster.node(0), "", "none")) {
            session.execute(
                    "CREATE KEYSPACE ks WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 3}");
            session.execute("CREATE TABLE ks.kv (k int PRIMARY KEY, v int)");
            PreparedStatement insert = session.prepare("INSERT INTO ks.kv (k, v) VALUES (?, ?)");
            PreparedStatement select = session.prepare("SELECT v FROM ks.kv WHERE k = ?");
            Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
            AtomicBoolean running = new AtomicBoolean(true);
            AtomicInteger rounds = new AtomicInteger();
            Thread load = new Thread(() -> {
                for (int i = 0; running.get(); i++) {
                    try {
                        session.execute(insert.boundStatementBuilder(i, i)
                                .setIdempotence(true)
                                .build());
                        Row row = session.execute(select.boundStatementBuilder(i)
                                        .setIdempotence(true)
                                        .build())
                                .one();
                        if (row == null || row.getInt(0) != i) {
                            failures.add(new AssertionError("row " + i + ": " + row));
                        }
                        rounds.incrementAndGet();
                    } catch (RuntimeException e) {
                        failures.add(e);
                    }
                }
            });
            load.start();
            try {
                NodeProcess stopped = cluster.node(2);
                awaitMore(rounds, 200, failures);
                assertThat(stopped.stop()).isZero();
                await(cluster.node(0), session, stopped, NodeState.DOWN);
                awaitMore(rounds, 200, failures);
                stopped.start().awaitReady();
                await(cluster.node(0), session, stopped, NodeState.UP);
                awaitMore(rounds, 200, failures);
                // the node that the driver listens to
                NodeProcess contact = cluster.node(0);
                assertThat(contact.stop()).isZero();
                await(cluster.node(1), session, contact, NodeState.DOWN);
                awaitMore(rounds, 200, failures);
                contact.start().awaitReady();
                await(cluster.node(1), session, contact, NodeState.UP);
            } finally {
                running.set(false);
                load.join();
            }
            assertThat(failures).isEmpty();
            assertThat(session.getMetadata().getNodes()).hasSize(3);
        }
    }

    private static void await(NodeProcess patient, CqlSession session, NodeProcess node, NodeState state) {
        patient.await(node.addresses().host() + " " + state, () -> {
            Node seen = session.getMetadata().getNodes().values().stream()
                    .filter(each -> each.getEndPoint()
                            .resolve()
                            .toString()
                            .contains(node.addresses().host() + ":"))
                    .findFirst()
                    .orElse(null);
            boolean isGone = seen == null && state == NodeState.DOWN; // drained nodes are taken out until they are back
            return isGone || seen != null && seen.getState() == state;
        });
    }

    private static void awaitMore(AtomicInteger rounds, int more, Queue<Throwable> failures)
            throws InterruptedException {
        int until = rounds.get() + more;
        while (rounds.get() < until && failures.isEmpty()) {
            Thread.sleep(5);
        }
    }
}
