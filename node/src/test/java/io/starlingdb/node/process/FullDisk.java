package io.starlingdb.node.process;

import com.fasterxml.jackson.databind.JsonNode;
import io.starlingdb.node.process.NodeProcess.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Fills the disks of real nodes under load, and checks what they answer. Run by {@code scripts/full-disk} as root; it ends with an exception that
 * says what went wrong, or prints what it saw.
 */
public final class FullDisk {
    private static final long RESERVE_BYTES = 64L << 20;
    private static final long LIMIT_SECONDS = 180;
    private static final int CHUNK_BYTES = 1 << 20;

    private final Path directory;
    private final int fullDisks;
    private final Cluster cluster;
    private final BlobLoad load;

    private FullDisk(Path directory, int fullDisks, Cluster cluster, BlobLoad load) {
        this.directory = directory;
        this.fullDisks = fullDisks;
        this.cluster = cluster;
        this.load = load;
    }

    /** @param args a directory whose node-1, node-2 and node-3 are the nodes' disks; how many of them are small; anything for no reserve */
    public static void main(String[] args) throws IOException {
        Path directory = Path.of(args[0]);
        long reserve = args.length > 2 ? 0 : RESERVE_BYTES;
        try (Cluster cluster = Cluster.of(
                directory, 3, "storage.disk_reserve=" + (reserve >> 10) + "KiB", "storage.write_buffer=16MiB")) {
            cluster.found();
            cluster.node(0)
                    .cql("CREATE KEYSPACE ks WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 3}");
            cluster.node(0).cql("CREATE TABLE ks.t (k text PRIMARY KEY, v text)");
            try (BlobLoad load = new BlobLoad(cluster.nodes())) {
                new FullDisk(directory, Integer.parseInt(args[1]), cluster, load).run();
            }
        }
        say("Logs: " + directory);
    }

    private void run() throws IOException {
        load.await(100);
        say("Filling up slowly: half the rest is taken by somebody else, and writes go on");
        leave(RESERVE_BYTES + (16L << 20));
        awaitState("FULL", "FAILING");
        checkFull();
        say("Taking what the reserve had left, to the last byte");
        leave(0);
        pause(3);
        checkFull();
        free();
        say("All of it taken within a moment, in the middle of writes");
        load.await(200);
        leave(0);
        awaitState("FULL", "FAILING");
        pause(3);
        checkFull();
        free();
        load.close();
        checkRows();
    }

    /** What must hold while the disks take no writes. */
    private void checkFull() {
        long failedReads = load.failedReads().size();
        long before = load.written();
        String reading = "/v1/keyspaces/ks/tables/t/rows/" + load.oldKey() + "?consistency=one";
        for (int i = 0; i < fullDisks; i++) {
            require(cluster.node(i).get(reading).status() == 200, "a read at ONE fails on a node whose disk is full");
        }
        Answer all = null;
        for (int tries = 0; tries < 20; tries++) {
            all = cluster.node(2).put("/v1/keyspaces/ks/tables/t/rows/refused?consistency=all", "{\"v\":\"x\"}");
        }
        require(
                all != null && all.status() == 503 && all.code().equals("read_only"),
                "a write at ALL is answered " + all);
        say("  a write at ALL: " + all.status() + " " + all.code() + ": "
                + all.body().path("detail").asText());
        pause(2);
        long now = load.written();
        if (fullDisks == 1) {
            require(now - before > 50, "writes at QUORUM do not go on: " + (now - before));
            awaitOthersSaySo();
        }
        require(load.failedReads().size() == failedReads, "reads failed: " + load.failedReads());
        say("  " + (now - before)
                + " writes at QUORUM acknowledged meanwhile; reads failed: 0; errors of writes so far: "
                + load.errors());
    }

    private void awaitOthersSaySo() {
        String address = cluster.node(0).addresses().seed();
        await("the others to say that its disk is full", () -> {
            for (JsonNode node : cluster.node(1).get("/v1/cluster").body().path("nodes")) {
                if (node.path("address").asText().equals(address)) {
                    return List.of("full", "failing").contains(node.path("disk").asText());
                }
            }
            return false;
        });
    }

    private void awaitState(String... states) {
        long begin = System.nanoTime();
        for (int i = 0; i < fullDisks; i++) {
            NodeProcess node = cluster.node(i);
            await(
                    "node " + (i + 1) + " to be " + String.join(" or ", states),
                    () -> List.of(states).contains(state(node)));
        }
        say("  node 1 is " + state(cluster.node(0)) + seconds(begin) + " " + failure(cluster.node(0)));
    }

    /** What the operator reads about it. */
    private static String failure(NodeProcess node) {
        return node.get("/v1/node").body().at("/disk/failure").asText();
    }

    private static String state(NodeProcess node) {
        return node.get("/v1/node").body().at("/disk/state").asText();
    }

    private void free() throws IOException {
        for (int i = 0; i < fullDisks; i++) {
            Files.delete(filler(i));
        }
        say("Space freed");
        awaitState("WELL", "SLOW");
        long begin = System.nanoTime();
        await(
                "writes at ALL",
                () -> cluster.node(2)
                                .put("/v1/keyspaces/ks/tables/t/rows/taken?consistency=all", "{\"v\":\"x\"}")
                                .status()
                        == 200);
        say("  writes at ALL again" + seconds(begin));
    }

    /** Takes space until so many bytes are left, or none is. */
    private void leave(long bytes) throws IOException {
        for (int i = 0; i < fullDisks; i++) {
            Path filler = filler(i);
            byte[] chunk = new byte[CHUNK_BYTES];
            try (var out = Files.newOutputStream(filler, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                while (Files.getFileStore(filler).getUsableSpace() > bytes + CHUNK_BYTES) {
                    out.write(chunk);
                }
                while (bytes == 0) {
                    out.write(chunk, 0, 4096);
                }
            } catch (IOException full) {
                require(bytes == 0, "the disk was full too early: " + full);
            }
        }
    }

    private Path filler(int node) {
        return directory.resolve("node-" + (node + 1)).resolve("somebody-else");
    }

    private void checkRows() {
        long begin = System.nanoTime();
        await(
                "hints to be delivered",
                () -> cluster.nodes().stream().allMatch(node -> {
                    long waiting = 0;
                    for (JsonNode queue : node.get("/v1/node").body().path("hints")) {
                        waiting += queue.path("count").asLong();
                    }
                    return waiting == 0;
                }));
        List<String> wrong = load.wrongAt("all");
        require(
                wrong.isEmpty(),
                "acknowledged rows are missing: " + wrong.size() + ", "
                        + wrong.stream().limit(5).toList());
        say(load.written() + " acknowledged writes are all there at ALL" + seconds(begin) + "; refused or failed: "
                + load.errors() + "; reads: " + load.reads() + ", failed: "
                + load.failedReads().size());
        require(load.failedReads().isEmpty(), "reads failed: " + load.failedReads());
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!condition.getAsBoolean()) {
            require(System.nanoTime() < deadline, "waited " + LIMIT_SECONDS + " s in vain for " + what);
            rest();
        }
    }

    private static void pause(long seconds) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (System.nanoTime() < end) {
            rest();
        }
    }

    private static void rest() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String seconds(long begin) {
        return String.format(Locale.ROOT, " after %.1f s", (System.nanoTime() - begin) / 1e9);
    }

    private static void say(String line) {
        System.out.println(line);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
