package io.starlingdb.node.process;

import static io.starlingdb.node.process.RepairDrill.require;
import static io.starlingdb.node.process.RepairDrill.say;
import static io.starlingdb.node.process.RepairDrill.secondsSince;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Sections of the drill: one node loses what it has stored, all or in part, while clients read and write at QUORUM. */
final class LossDrill {
    private static final int ROW_BYTES = 1_024;

    /** What happens to the stopped node's directory. */
    private interface Harm {
        void to(NodeProcess node) throws IOException;
    }

    private LossDrill() {}

    /** Its data directory is deleted. */
    static void emptied(Path directory, boolean isQuick) throws IOException {
        run(directory, isQuick, node -> {}, NodeProcess::deleteData, true);
    }

    /** An old copy of its data directory is put back. */
    static void restored(Path directory, boolean isQuick) throws IOException {
        Path copy = directory.resolve("old-copy");
        run(
                directory,
                isQuick,
                node -> {
                    node.stop();
                    FolderCopy.make(node.directory(), copy);
                    node.start().awaitReady();
                },
                node -> {
                    node.deleteData();
                    FolderCopy.make(copy, node.directory());
                },
                true);
    }

    /** One of its storage files is cut short. */
    static void cutShort(Path directory, boolean isQuick) throws IOException {
        run(
                directory,
                isQuick,
                node -> {},
                node -> {
                    Path file = storageFiles(node).get(0);
                    try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
                        say("%s: %d bytes, cut to half of it", file.getFileName(), cut.length());
                        cut.setLength(cut.length() / 2);
                    }
                },
                false);
    }

    /** Bits are flipped in its storage files. */
    static void flipped(Path directory, boolean isQuick) throws IOException {
        Random random = new Random(1);
        run(
                directory,
                isQuick,
                node -> {},
                node -> {
                    Path file = storageFiles(node).get(0);
                    try (RandomAccessFile bits = new RandomAccessFile(file.toFile(), "rw")) {
                        for (int i = 0; i < 3; i++) {
                            long at = (long) (bits.length() * 0.8 * random.nextDouble());
                            bits.seek(at);
                            int value = bits.read();
                            bits.seek(at);
                            bits.write(value ^ 1 << random.nextInt(8));
                        }
                        say("%s: %d bytes, 3 bits flipped", file.getFileName(), bits.length());
                    }
                },
                false);
    }

    private static List<Path> storageFiles(NodeProcess node) throws IOException {
        try (Stream<Path> files = Files.walk(node.directory())) {
            List<Path> found = files.filter(file -> file.toString().endsWith(".sst"))
                    .sorted(Comparator.comparingLong(LossDrill::bytes).reversed())
                    .toList();
            require(!found.isEmpty(), "there is no storage file yet: too few rows");
            return found;
        }
    }

    private static long bytes(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(Path directory, boolean isQuick, Harm before, Harm harm, boolean isWholeLost)
            throws IOException {
        int rows = isQuick ? 20_000 : 300_000;
        // A small write buffer brings rows into files soon.
        try (Cluster cluster =
                Cluster.of(directory, 3, "storage.write_buffer=16MiB").found()) {
            NodeProcess victim = cluster.node(2);
            String id = victim.get("/v1/node").body().path("id").asText();
            cluster.node(0)
                    .cql("CREATE KEYSPACE drill WITH replication = {'class':'SimpleStrategy','replication_factor':3}");
            cluster.node(0).cql("CREATE TABLE drill.bulk (k int PRIMARY KEY, n int, pad blob)");
            fill(cluster.node(0), 0, rows / 2);
            before.to(victim);
            fill(cluster.node(0), rows / 2, rows);
            NodeFigures.pause(2_000);
            try (RegisterLoad load = new RegisterLoad(cluster.node(0))) {
                NodeFigures.pause(3_000);
                long failedBefore = load.failures();
                victim.kill();
                harm.to(victim);
                long requestsBefore = load.requests();
                victim.start();
                long begin = System.nanoTime();
                victim.awaitReady();
                double ready = secondsSince(begin);
                String state = NodeFigures.state(victim);
                NodeFigures.await(
                        "its recovery", 1_800, () -> NodeFigures.state(victim).equals("SERVING"));
                double recovered = secondsSince(begin);
                say(
                        "ready after %.1f s as %s; in good standing after %.1f s%s, beside %.0f requests/s of which %d failed",
                        ready,
                        state,
                        recovered,
                        isWholeLost ? String.format(" (%.1f MB/s)", rows * (double) ROW_BYTES / 1e6 / recovered) : "",
                        (load.requests() - requestsBefore) / recovered,
                        load.failures() - failedBefore);
                require(victim.get("/v1/node").body().path("id").asText().equals(id), "it has another id");
                NodeFigures.pause(3_000);
                load.end();
                NodeFigures.await("equal sums", 600, () -> NodeFigures.areEqual(cluster.nodes()));
                NodeFigures.await(
                        "good standing", 600, () -> NodeFigures.state(victim).equals("SERVING"));
                say("all replicas equal after %.1f s", secondsSince(begin));
                say("corrupt rows mended: %d", NodeFigures.counter(victim, "starling_corrupt_rows_mended_total"));
                require(load.wrong().isEmpty(), "stale reads: %s", load.wrong());
                for (NodeProcess node : cluster.nodes()) {
                    load.check(node);
                    check(node, rows);
                }
                cluster.node(0).kill();
                cluster.node(1).kill();
                load.check(victim);
                check(victim, rows);
                say("%d requests, no stale read; every row is whole on every node", load.requests());
            }
        }
    }

    private static void fill(NodeProcess contact, int from, int to) {
        long begin = System.nanoTime();
        try (BulkWrites bulk = new BulkWrites(contact, ConsistencyLevel.ALL)) {
            PreparedStatement insert = bulk.prepare("INSERT INTO drill.bulk (k, n, pad) VALUES (?, ?, ?)");
            bulk.run(from, to, number -> {
                byte[] pad = new byte[ROW_BYTES - 24];
                new Random(number).nextBytes(pad);
                return insert.bind(number, number * 7, ByteBuffer.wrap(pad));
            });
        }
        say("%d rows of %d bytes written in %.0f s", to - from, ROW_BYTES, secondsSince(begin));
    }

    private static void check(NodeProcess node, int rows) {
        int[] count = new int[1];
        NodeFigures.own(node, "SELECT k, n FROM drill.bulk", (JsonNode row) -> {
            require(row.path("n").asInt() == row.path("k").asInt() * 7, "a wrong row: %s", row);
            count[0]++;
        });
        require(count[0] == rows, "%d rows instead of %d on %s", count[0], rows, node.addresses());
    }
}
