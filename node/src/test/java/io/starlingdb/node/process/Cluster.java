package io.starlingdb.node.process;

import io.starlingdb.node.process.NodeProcess.Addresses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/**
 * Real nodes as processes, each on a loopback address of its own (127.0.x.1, .2, …; x is drawn, so that runs beside one another do not meet)
 * and on ports that are free. To be closed, which kills what still runs.
 *
 * <pre>
 * try (Cluster cluster = Cluster.of(directory, 3)) {
 *     cluster.found();
 *     cluster.node(0).cql("CREATE KEYSPACE …");
 * }
 * </pre>
 */
public final class Cluster implements AutoCloseable {
    private final List<NodeProcess> nodes;

    private Cluster(List<NodeProcess> nodes) {
        this.nodes = nodes;
    }

    /**
     * Prepares nodes that know one another as seeds; starts nothing.
     *
     * @param directory of the test; data and logs lie in it
     * @param settings {@code key=value} for all of them
     */
    public static Cluster of(Path directory, int count, String... settings) {
        String network = "127.0." + ThreadLocalRandom.current().nextInt(10, 250) + ".";
        List<Addresses> addresses = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            addresses.add(free(network + number));
        }
        List<String> all = new ArrayList<>(List.of(settings));
        all.add("seeds=" + addresses.stream().map(Addresses::seed).collect(Collectors.joining(",")));
        List<NodeProcess> nodes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            nodes.add(new NodeProcess(addresses.get(i), directory.resolve("node-" + (i + 1)), all));
        }
        return new Cluster(nodes);
    }

    /** A node's addresses on a host, with ports that nobody listens on. */
    public static Addresses free(String host) {
        try (ServerSocket http = anyPort(host);
                ServerSocket cql = anyPort(host);
                ServerSocket internode = anyPort(host)) {
            return new Addresses(host, http.getLocalPort(), cql.getLocalPort(), internode.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts all nodes and founds the cluster; returns when all are ready. */
    public Cluster found() {
        return start().orClose(() -> {
            nodes.forEach(node -> node.awaitAlive(nodes.size()));
            NodeProcess.Answer founded = node(0).post("/v1/init", "{}");
            if (founded.status() != 200) {
                throw new AssertionError("init: " + founded);
            }
            nodes.forEach(NodeProcess::awaitReady);
        });
    }

    /** Starts all nodes and waits until they answer. */
    public Cluster start() {
        return orClose(() -> {
            nodes.forEach(NodeProcess::start);
            nodes.forEach(NodeProcess::awaitLive);
        });
    }

    public NodeProcess node(int index) {
        return nodes.get(index);
    }

    public List<NodeProcess> nodes() {
        return nodes;
    }

    @Override
    public void close() {
        nodes.forEach(NodeProcess::close);
    }

    private static ServerSocket anyPort(String host) throws IOException {
        return new ServerSocket(0, 1, InetAddress.getByName(host));
    }

    /** What goes wrong must not leave processes behind: the caller has no cluster to close yet. */
    private Cluster orClose(Runnable steps) {
        boolean done = false;
        try {
            steps.run();
            done = true;
            return this;
        } finally {
            if (!done) {
                close();
            }
        }
    }
}
