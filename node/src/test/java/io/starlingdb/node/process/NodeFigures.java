package io.starlingdb.node.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.starlingdb.node.process.NodeProcess.Answer;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** What drills ask of real nodes: their counters, their sums, and their own copies of rows. */
final class NodeFigures {
    private static final ObjectMapper JSON = new ObjectMapper();

    private NodeFigures() {}

    /** A counter, summed over its labels. */
    static long counter(NodeProcess node, String name) {
        double sum = 0;
        for (String line : node.get("/metrics").text().split("\n")) {
            if (line.startsWith(name + "{") || line.startsWith(name + " ")) {
                sum += Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
            }
        }
        return (long) sum;
    }

    /** The hints that a node keeps. */
    static long hints(NodeProcess node) {
        long count = 0;
        for (JsonNode queue : node.get("/v1/node").body().path("hints")) {
            count += queue.path("count").asLong();
        }
        return count;
    }

    /** {@code SERVING}, {@code RECOVERING} …; {@code UNREACHABLE} where the node does not answer. */
    static String state(NodeProcess node) {
        try {
            return node.get("/v1/node").body().path("state").asText();
        } catch (UncheckedIOException notThere) {
            return "UNREACHABLE";
        }
    }

    /** Whether all nodes know their sums, and these are equal. */
    static boolean areEqual(List<NodeProcess> nodes) {
        String first = null;
        for (NodeProcess node : nodes) {
            JsonNode sums = node.get("/v1/node").body().path("anti_entropy");
            if (sums.path("counting").asBoolean(true)
                    || first != null && !first.equals(sums.path("sum").asText())) {
                return false;
            }
            first = sums.path("sum").asText();
        }
        return true;
    }

    /** How many tombstones wait to be purged, in all tables. */
    static long tombstones(NodeProcess node) {
        long sum = 0;
        for (JsonNode table : node.get("/v1/node").body().path("anti_entropy").path("tables")) {
            sum += table.path("tombstones").asLong(1);
        }
        return sum;
    }

    /** Rows of a SELECT at ONE: the node reads its own copy. */
    static void own(NodeProcess node, String select, Consumer<JsonNode> row) {
        String page = null;
        do {
            var request = JSON.createObjectNode()
                    .put("statement", select)
                    .put("consistency", "ONE")
                    .put("page_size", 5000);
            if (page != null) {
                request.put("page", page);
            }
            Answer answer = node.post("/v1/cql", request.toString());
            RepairDrill.require(answer.status() == 200, "a dump failed: %s", answer);
            answer.body().path("rows").forEach(row);
            JsonNode next = answer.body().path("page");
            page = next.isMissingNode() || next.isNull() ? null : next.asText();
        } while (page != null);
    }

    static void await(String what, long seconds, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!isTrue(condition)) {
            RepairDrill.require(System.nanoTime() < deadline, "waited %d s in vain for %s", seconds, what);
            pause(50);
        }
    }

    /** A node that is not reached, as it starts again, is not as wished yet. */
    private static boolean isTrue(BooleanSupplier condition) {
        try {
            return condition.getAsBoolean();
        } catch (UncheckedIOException notThere) {
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
}
