package io.starlingdb.client.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.client.http.NodeAddress;
import io.starlingdb.client.http.NodeApi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One node or, with {@code --all}, every node of its cluster: begins an operation on all of them at once, and follows it to the end of the last. */
final class NodesOption {
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Mixin
    private NodeOption node = new NodeOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Option(names = "--all", description = "On every node of the cluster at once.")
    private boolean all;

    OutputOption output() {
        return output;
    }

    boolean isAll() {
        return all;
    }

    /** The nodes asked for; fails where one of them is not alive. */
    List<NodeApi> nodes() {
        if (!all) {
            return List.of(node.open());
        }
        List<NodeApi> nodes = new ArrayList<>();
        List<String> dead = new ArrayList<>();
        for (JsonNode member : node.open().get("/v1/cluster").path("nodes")) {
            if (member.path("liveness").asText().equals("ALIVE")) {
                nodes.add(new NodeApi(NodeAddress.parse(member.path("http").asText()), PATIENCE));
            } else {
                dead.add(member.path("address").asText() + " is "
                        + member.path("liveness").asText());
            }
        }
        if (!dead.isEmpty()) {
            throw new CommandFailure("--all: " + String.join(", ", dead)
                    + ". Bring it back or remove it, or go on node by node with --host");
        }
        return nodes;
    }

    /**
     * Begins {@code POST /v1/node/{operation}} on each, and waits for all.
     *
     * @return the last status of each, with its {@code node}
     */
    ArrayNode run(String operation, ObjectNode parameters) {
        Map<String, NodeApi> apis = new TreeMap<>();
        nodes().forEach(api -> apis.put(api.node().toString(), api));
        Map<String, CompletableFuture<JsonNode>> begun = new TreeMap<>();
        apis.forEach((name, api) -> begun.put(
                name,
                CompletableFuture.supplyAsync(
                        () -> asked(() -> api.post("/v1/node/" + operation, parameters), operation))));
        Map<String, JsonNode> statuses = new TreeMap<>();
        begun.forEach((name, status) -> statuses.put(name, status.join()));
        try (ProgressLine line = new ProgressLine(output.err())) {
            while (statuses.values().stream().anyMatch(NodesOption::isRunning)) {
                line.show(sum(operation, statuses));
                LockSupport.parkNanos(this, POLL_NANOS);
                apis.forEach((name, api) -> statuses.computeIfPresent(
                        name, (same, status) -> isRunning(status) ? next(api, status, operation) : status));
            }
        }
        ArrayNode ended = JsonNodeFactory.instance.arrayNode();
        statuses.forEach((name, status) -> ended.add(((ObjectNode) status.deepCopy()).put("node", name)));
        return ended;
    }

    private static JsonNode next(NodeApi api, JsonNode status, String operation) {
        return asked(() -> api.get("/v1/operations/" + status.path("id").asText()), operation);
    }

    /** 0 if all are done, else 1. */
    static int exitCode(ArrayNode statuses) {
        for (JsonNode status : statuses) {
            if (!status.path("state").asText().equals("DONE")) {
                return 1;
            }
        }
        return 0;
    }

    private interface Question {
        JsonNode ask();
    }

    /** What one node answers; a refusal becomes a failed status, so that one node's does not hide the others'. */
    private static JsonNode asked(Question question, String operation) {
        try {
            return question.ask();
        } catch (StarlingException e) {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("operation", operation)
                    .put("state", "FAILED")
                    .put("error", e.getMessage());
        }
    }

    private static JsonNode sum(String operation, Map<String, JsonNode> statuses) {
        long done = 0;
        long total = 0;
        long elapsed = 0;
        String unit = "";
        for (JsonNode status : statuses.values()) {
            done += status.path("done").asLong();
            total += status.path("total").asLong();
            elapsed = Math.max(elapsed, status.path("elapsed_ms").asLong());
            unit = status.path("unit").asText(unit);
        }
        return JsonNodeFactory.instance
                .objectNode()
                .put("operation", operation)
                .put("done", done)
                .put("total", total)
                .put("unit", unit)
                .put("elapsed_ms", elapsed);
    }

    private static boolean isRunning(JsonNode status) {
        return status.path("state").asText().equals("RUNNING");
    }
}
