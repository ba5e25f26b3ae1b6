package io.starlingdb.node.nativeprotocol;

import com.fasterxml.jackson.databind.JsonNode;
import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.node.process.Cluster;
import io.starlingdb.node.process.NodeProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Offers three nodes three times of what they can serve, at QUORUM, and tells how they bear it: {@code Overload DIRECTORY SECONDS}. The
 * nodes are pinned to the first core, this process by its caller to another. Ends with 1 if throughput falls below 80 % of the peak,
 * the 99th percentile of what is accepted above three times its usual value (that of half the peak), a node's memory grows by more than
 * 64 MiB in the second half, or a node is suspected.
 */
public final class Overload {
    private static final int CONNECTIONS_OF_NODE = 4;
    private static final int KEYS = 100_000;
    private static final long MEMORY_GROWTH_KIB_MAX = 64 << 10;
    private static final int SERVERS_CORE = 0;

    private final Cluster cluster;
    private final List<PacedConnection> connections = new ArrayList<>();
    private final SplittableRandom random = new SplittableRandom(1);
    private int suspected;

    /** What a while of load came to; times in µs. */
    private record Result(double offered, double accepted, double refused, long failed, long unsent, Histogram times) {
        long p(double percentile) {
            return TimeUnit.NANOSECONDS.toMicros(times.getValueAtPercentile(percentile));
        }

        void print(String name) {
            System.out.printf(
                    Locale.ROOT,
                    "%-9s offered %6.0f/s, accepted %6.0f/s, refused %6.0f/s, failed %d, unsent %d; accepted p50 %.1f p99 %.1f max %.1f ms%n",
                    name,
                    offered,
                    accepted,
                    refused,
                    failed,
                    unsent,
                    p(50) / 1e3,
                    p(99) / 1e3,
                    p(100) / 1e3);
        }
    }

    private Overload(Cluster cluster) {
        this.cluster = cluster;
    }

    public static void main(String[] arguments) throws Exception {
        int seconds = Integer.parseInt(arguments[1]);
        boolean good;
        try (Cluster cluster = Cluster.of(Path.of(arguments[0]), 3).found()) {
            good = new Overload(cluster).run(seconds);
        }
        System.exit(good ? 0 : 1);
    }

    private boolean run(int seconds) throws Exception {
        for (NodeProcess node : cluster.nodes()) {
            new ProcessBuilder("taskset", "-a", "-c", "-p", "" + SERVERS_CORE, "" + node.pid())
                    .start()
                    .waitFor();
        }
        NodeProcess first = cluster.node(0);
        first.cql("CREATE KEYSPACE load WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 3}");
        first.cql("CREATE TABLE load.kv (k blob PRIMARY KEY, v blob)");
        int quorum = Consistencies.code(ConsistencyLevel.QUORUM);
        for (int i = 0; i < CONNECTIONS_OF_NODE; i++) {
            for (NodeProcess node : cluster.nodes()) {
                connections.add(new PacedConnection(
                        node.addresses().host(),
                        node.addresses().cql(),
                        quorum,
                        "INSERT INTO load.kv (k, v) VALUES (?, ?)",
                        "SELECT v FROM load.kv WHERE k = ?"));
            }
        }
        int brief = Math.max(4, seconds / 4);
        closed(8, 2 * brief); // warms up
        double peak = 0;
        for (int inFlight : new int[] {2, 4, 8, 16}) {
            Result result = closed(inFlight, brief);
            result.print("closed " + inFlight);
            peak = Math.max(peak, result.accepted());
        }
        open(peak / 2, brief);
        Result usual = open(peak / 2, brief);
        usual.print("usual");
        long[] before = memory();
        Result firstHalf = open(3 * peak, seconds / 2);
        firstHalf.print("3x, 1st");
        long[] middle = memory();
        Result secondHalf = open(3 * peak, seconds / 2);
        secondHalf.print("3x, 2nd");
        long[] after = memory();
        Result again = open(peak / 2, brief);
        again.print("after");
        long growth = 0;
        for (int i = 0; i < before.length; i++) {
            System.out.println("node " + (i + 1) + " resident before, midway, after: " + (before[i] >> 10) + ", "
                    + (middle[i] >> 10) + ", " + (after[i] >> 10) + " MiB");
            growth = Math.max(growth, after[i] - middle[i]);
        }
        double share = Math.min(firstHalf.accepted(), secondHalf.accepted()) / peak;
        double slower = Math.max(firstHalf.p(99), secondHalf.p(99)) / (double) usual.p(99);
        System.out.printf(
                Locale.ROOT,
                "throughput %.0f %% of the peak (more than 80), p99 %.1f times the usual (less than 3), nodes seen as not alive %d times (never)%n",
                share * 100,
                slower,
                suspected);
        return share > 0.8 && slower < 3 && suspected == 0 && growth < MEMORY_GROWTH_KIB_MAX;
    }

    /** So many requests a second, come what may. */
    private Result open(double rate, int seconds) throws IOException {
        take();
        long begin = System.nanoTime();
        long end = begin + TimeUnit.SECONDS.toNanos(seconds);
        long nextLook = begin;
        long sent = 0;
        long unsent = 0;
        for (long now = begin; now < end; now = System.nanoTime()) {
            long due = (long) ((now - begin) * rate / 1e9);
            for (; sent < due; sent++) {
                long at = begin + (long) (sent * 1e9 / rate);
                unsent += connection(sent).add(random.nextBoolean(), key(), at) ? 0 : 1;
            }
            for (PacedConnection connection : connections) {
                connection.flush();
            }
            if (now >= nextLook) {
                nextLook = now + TimeUnit.SECONDS.toNanos(1);
                Thread looking = new Thread(this::look);
                looking.start();
            }
            LockSupport.parkNanos(200_000);
        }
        return result(sent, unsent, seconds);
    }

    /** So many under way on each connection at any time. */
    private Result closed(int inFlight, int seconds) throws IOException {
        take();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        long sent = 0;
        while (System.nanoTime() < end) {
            for (PacedConnection connection : connections) {
                for (int more = inFlight - connection.underWay(); more > 0; more--) {
                    connection.add(random.nextBoolean(), key(), System.nanoTime());
                    sent++;
                }
                connection.flush();
            }
            LockSupport.parkNanos(50_000);
        }
        return result(sent, 0, seconds);
    }

    private PacedConnection connection(long number) {
        return connections.get((int) (number % connections.size()));
    }

    private long key() {
        return random.nextInt(KEYS) * 0x9e3779b97f4a7c15L;
    }

    private void take() {
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (connections.stream().anyMatch(each -> each.underWay() > 0) && System.nanoTime() < patience) {
            LockSupport.parkNanos(1_000_000);
        }
        connections.forEach(PacedConnection::takeAccepted);
    }

    private Result result(long sent, long unsent, int seconds) {
        Histogram times = new Histogram(3);
        long refused = 0;
        long failed = 0;
        for (PacedConnection connection : connections) {
            refused += connection.refused();
            failed += connection.failed();
            times.add(connection.takeAccepted());
        }
        return new Result(
                sent / (double) seconds,
                times.getTotalCount() / (double) seconds,
                refused / (double) seconds,
                failed,
                unsent,
                times);
    }

    private void look() {
        for (JsonNode node : cluster.node(0).get("/v1/cluster").body().path("nodes")) {
            if (!node.path("liveness").asText().equals("ALIVE")) {
                suspected++;
            }
        }
    }

    /** Resident KiB of each node. */
    private long[] memory() throws IOException {
        long[] resident = new long[cluster.nodes().size()];
        for (int i = 0; i < resident.length; i++) {
            for (String line :
                    Files.readAllLines(Path.of("/proc", "" + cluster.node(i).pid(), "status"))) {
                if (line.startsWith("VmRSS:")) {
                    resident[i] = Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
        }
        return resident;
    }
}
