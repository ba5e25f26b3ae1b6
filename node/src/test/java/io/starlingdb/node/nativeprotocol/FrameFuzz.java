package io.starlingdb.node.nativeprotocol;

import io.starlingdb.node.process.Cluster;
import io.starlingdb.node.process.NodeProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Sends mutated messages and torn connections to a real node. What is well formed must be answered throughout, also behind mutated bodies
 * on the same connection; the process must live, write no fault into its log, and hold no more memory or files at the end than after a
 * tenth of the way.
 */
public final class FrameFuzz {
    private static final int BATCH = 50;
    private static final int PING = 30_000;
    private static final long HEAP_GROWTH_MAX = 24L << 20;
    private static final int FILES_GROWTH_MAX = 40;

    private final NodeProcess node;
    private final SplittableRandom random;
    private final FuzzCorpus corpus;
    private long sent;
    private long torn;

    private FrameFuzz(NodeProcess node, long seed) {
        this.node = node;
        this.random = new SplittableRandom(seed);
        this.corpus = new FuzzCorpus(random);
    }

    /** {@code FrameFuzz DIRECTORY MESSAGES SEED}. */
    public static void main(String[] arguments) throws Exception {
        System.out.println(run(Path.of(arguments[0]), Long.parseLong(arguments[1]), Long.parseLong(arguments[2])));
    }

    /** Runs on a node of its own; gives a sentence about what was done. */
    static String run(Path directory, long messages, long seed) throws Exception {
        System.out.println("seed " + seed + ", " + messages + " messages");
        try (Cluster cluster = Cluster.of(directory, 1).found()) {
            NodeProcess node = cluster.node(0);
            node.cql("CREATE KEYSPACE fuzz WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
            node.cql("CREATE TABLE fuzz.kv (k int PRIMARY KEY, v text)");
            FrameFuzz fuzz = new FrameFuzz(node, seed);
            try (FuzzConnection healthy = fuzz.connect(4).start()) {
                fuzz.send(messages / 10, healthy);
                long heap = fuzz.heap();
                long files = fuzz.files();
                fuzz.send(messages, healthy);
                long heapGrowth = fuzz.heap() - heap;
                long filesGrowth = fuzz.files() - files;
                if (heapGrowth > HEAP_GROWTH_MAX || filesGrowth > FILES_GROWTH_MAX) {
                    throw new AssertionError(
                            "it holds " + heapGrowth + " bytes of heap and " + filesGrowth + " files more");
                }
                fuzz.checkLog();
                return fuzz.sent + " messages, " + fuzz.torn + " torn connections; heap " + (heap >> 20) + " MiB "
                        + (heapGrowth >= 0 ? "+" : "") + (heapGrowth >> 10) + " KiB, files " + files + " "
                        + (filesGrowth >= 0 ? "+" : "") + filesGrowth;
            }
        }
    }

    private void send(long until, FuzzConnection healthy) throws IOException {
        int round = 0;
        while (sent < until) {
            int version = 3 + random.nextInt(3);
            switch (random.nextInt(4)) {
                case 0, 1 -> bodies(version);
                case 2 -> anything(version);
                default -> torn(version);
            }
            sent += BATCH;
            if (++round % 20 == 0) {
                healthy.ping(1 + round % 1_000);
                if (!node.isRunning()) {
                    throw new AssertionError("the node died:\n" + node.log());
                }
            }
        }
    }

    /** Mutated bodies: the connection stands, and a well-formed message behind them is answered. */
    private void bodies(int version) throws IOException {
        try (FuzzConnection connection = connect(version).start()) {
            ByteArrayOutputStream batch = new ByteArrayOutputStream();
            for (int stream = 2; stream < 2 + BATCH; stream++) {
                batch.write(corpus.mutateBody(corpus.encode(version, stream, corpus.request())));
            }
            connection.send(batch.toByteArray());
            connection.ping(PING);
        }
    }

    /** Mutated headers, segments and all: who sends that may be cut off. */
    private void anything(int version) throws IOException {
        try (FuzzConnection connection = connect(version)) {
            if (random.nextBoolean()) {
                connection.start();
            }
            ByteArrayOutputStream batch = new ByteArrayOutputStream();
            for (int stream = 2; stream < 2 + BATCH; stream++) {
                batch.write(corpus.mutateAnything(corpus.encode(version, stream, corpus.request())));
            }
            byte[] bytes = batch.toByteArray();
            try {
                if (random.nextBoolean()) {
                    connection.send(bytes);
                } else {
                    connection.sendRaw(bytes);
                }
            } catch (IOException closed) {
                torn++;
            }
        }
    }

    /** Connections that end in the middle of a message. */
    private void torn(int version) throws IOException {
        torn++;
        try (FuzzConnection connection = connect(version)) {
            boolean started = random.nextInt(4) > 0;
            if (started) {
                connection.start();
            }
            ByteArrayOutputStream batch = new ByteArrayOutputStream();
            for (int stream = 2; stream < 2 + BATCH; stream++) {
                batch.write(corpus.encode(version, stream, corpus.request()));
            }
            byte[] bytes = batch.toByteArray();
            try {
                connection.send(java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length)));
            } catch (IOException closed) {
                torn++;
            }
        }
    }

    private FuzzConnection connect(int version) throws IOException {
        return new FuzzConnection(node.addresses().host(), node.addresses().cql(), version, corpus);
    }

    /** What is in use after a collection. */
    private long heap() throws IOException {
        try {
            Process collection = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(node.pid()),
                            "GC.run")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            collection.waitFor(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<String> lines = node.get("/metrics").text().lines().toList();
        return lines.stream()
                .filter(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\"}"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }

    private long files() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(node.pid()), "fd"))) {
            return open.count();
        }
    }

    private void checkLog() {
        List<String> faults = node.log()
                .lines()
                .filter(line -> line.contains("Uncaught") || line.contains("fault of this program"))
                .toList();
        if (!faults.isEmpty()) {
            throw new AssertionError(faults.size() + " faults, the first: " + faults.get(0));
        }
    }
}
