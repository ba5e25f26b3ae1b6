package io.starlingdb.node.process;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Real nodes that come and go, and what an operator does to them. Every wait is bounded. To be closed, which kills what still runs. */
final class DrillCluster implements AutoCloseable {
    /** Long enough for some hundred megabytes on a busy machine. */
    private static final long LIMIT_SECONDS = 600;

    private final Path directory;
    private final String network;
    private final List<String> settings;
    private final List<NodeProcess> all = new ArrayList<>();

    /** @param settings {@code key=value} for all nodes */
    DrillCluster(Path directory, List<String> settings) {
        this.directory = directory;
        this.network = "127.1." + ThreadLocalRandom.current().nextInt(10, 250) + ".";
        this.settings = settings;
    }

    /** Founds a cluster of so many nodes. */
    List<NodeProcess> found(int count) {
        for (int i = 0; i < count; i++) {
            make();
        }
        all.forEach(NodeProcess::start);
        all.forEach(node -> node.awaitAlive(count));
        require(all.get(0).post("/v1/init", "{}").status() == 200, "the founding failed");
        all.forEach(NodeProcess::awaitReady);
        return List.copyOf(all);
    }

    private NodeProcess make(String... more) {
        int number = all.size() + 1;
        List<String> own = new ArrayList<>(settings);
        own.addAll(List.of(more));
        NodeProcess seed = all.isEmpty() ? null : all.get(0);
        var addresses = Cluster.free(network + number);
        own.add("seeds=" + (seed == null ? addresses : seed.addresses()).seed());
        NodeProcess node = new NodeProcess(addresses, directory.resolve("node-" + number), own);
        all.add(node);
        return node;
    }

    /** Starts a new node, which joins by itself; with more settings, {@code key=value}, than the others have. */
    NodeProcess join(String... more) {
        return make(more).start().awaitLive();
    }

    /** Starts a new node and has it take the place of a dead one. */
    NodeProcess replace(NodeProcess dead) {
        NodeProcess node = make("auto_join=false").start().awaitLive();
        await("the replacement to be begun", () -> {
            NodeProcess.Answer answer = node.post("/v1/node/replace", named(dead));
            return answer.status() == 202 || node.get("/v1/cluster").text().contains("JOINING");
        });
        return node;
    }

    /** Begins an operation about a node, asked of another; it is asked again while it is refused. */
    void begin(NodeProcess asked, String operation, NodeProcess about) {
        await(operation + " to be begun", () -> {
            NodeProcess.Answer answer = asked.post("/v1/node/" + operation, named(about));
            return answer.status() == 202
                    && !answer.body().path("state").asText().equals("FAILED");
        });
    }

    private static String named(NodeProcess node) {
        return "{\"node\":\"" + node.addresses().host() + "\"}";
    }

    /** Kills a node for good, and waits until the asked one holds it dead. */
    void killForGood(NodeProcess asked, NodeProcess dead) {
        dead.kill();
        await(
                "the killed node to be held dead",
                () -> find(asked, dead).path("liveness").asText().equals("DEAD"));
    }

    /** What a node's {@code /v1/cluster} says of another; missing if it is no member. */
    static JsonNode find(NodeProcess asked, NodeProcess about) {
        JsonNode cluster = asked.get("/v1/cluster").body();
        for (JsonNode member : cluster.path("nodes")) {
            if (member.path("address").asText().equals(about.addresses().seed())) {
                return member;
            }
        }
        return cluster.path("none");
    }

    /** Waits until exactly these are members, all of them normal and alive, and nothing is under way, in everybody's eyes. */
    void awaitRest(List<NodeProcess> members) {
        await(
                "the cluster to be " + members.size() + " nodes at rest",
                () -> members.stream()
                        .allMatch(node -> isAtRest(node.get("/v1/cluster").body(), members)));
        members.forEach(NodeProcess::awaitReady);
    }

    private static boolean isAtRest(JsonNode cluster, List<NodeProcess> members) {
        int good = 0;
        for (JsonNode node : cluster.path("nodes")) {
            boolean isOne = members.stream()
                    .anyMatch(member -> member.addresses()
                            .seed()
                            .equals(node.path("address").asText()));
            if (isOne
                    && node.path("status").asText().equals("NORMAL")
                    && node.path("liveness").asText().equals("ALIVE")) {
                good++;
            } else if (!node.path("status").asText().equals("WAITING")) {
                return false;
            }
        }
        return good == members.size()
                && cluster.path("changes").isEmpty()
                && cluster.path("erasing").isEmpty();
    }

    /** Waits for something; a node that cannot be reached is as good as false. */
    static void await(String what, BooleanSupplier condition) {
        await(what, 100, condition);
    }

    /** The same, looking so often. */
    static void await(String what, long pauseMillis, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!holds(condition)) {
            require(System.nanoTime() < deadline, "waited " + LIMIT_SECONDS + " s in vain for " + what);
            pause(pauseMillis);
        }
    }

    private static boolean holds(BooleanSupplier condition) {
        try {
            return condition.getAsBoolean();
        } catch (UncheckedIOException notReached) {
            return false;
        }
    }

    static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }

    @Override
    public void close() {
        all.forEach(NodeProcess::close);
    }
}
