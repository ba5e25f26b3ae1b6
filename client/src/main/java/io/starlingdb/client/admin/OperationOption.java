package io.starlingdb.client.admin;

import com.fasterxml.jackson.databind.JsonNode;
import io.starlingdb.client.http.NodeApi;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Begins an operation on a node and follows it to its end: a progress bar on a terminal, a line where nobody watches, the last status with
 * {@code --json}. Mixed into commands that begin something long, beside {@link NodeOption}.
 */
final class OperationOption {
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    @Mixin
    private OutputOption output = new OutputOption();

    @Option(
            names = "--detach",
            description = "Leaves when the operation has begun; 'starling operation ID' follows it.")
    private boolean detach;

    /**
     * Begins {@code POST /v1/node/{operation}} and waits for its end.
     *
     * @return the exit code: 0 when it was done (or, detached, begun), 1 when it failed
     * @throws io.starlingdb.client.StarlingException if it was refused, or the node cannot be asked any more
     */
    int run(NodeApi node, String operation, JsonNode parameters) {
        return follow(node, node.post("/v1/node/" + operation, parameters));
    }

    /** As {@link #run}, for an operation that another resource has begun. */
    int follow(NodeApi node, JsonNode begun) {
        JsonNode status = begun;
        if (detach && isRunning(status)) {
            JsonNode known = status;
            output.show(
                    known,
                    out -> out.println(text(known, "operation") + " has begun; follow it with: starling operation "
                            + text(known, "id") + " --host " + node.node()));
            return 0;
        }
        try (ProgressLine line = new ProgressLine(output.err())) {
            while (isRunning(status)) {
                line.show(status);
                LockSupport.parkNanos(this, POLL_NANOS);
                status = node.get("/v1/operations/" + text(status, "id"));
            }
        }
        boolean done = text(status, "state").equals("DONE");
        JsonNode ended = status;
        output.show(ended, out -> out.println(summary(node, ended)));
        return done ? 0 : 1;
    }

    OutputOption output() {
        return output;
    }

    static String summary(NodeApi node, JsonNode status) {
        String what = text(status, "operation") + " on " + node.node();
        String seconds = String.format(
                java.util.Locale.ROOT, "%.1f s", status.path("elapsed_ms").asLong() / 1000.0);
        return switch (text(status, "state")) {
            case "DONE" ->
                what + ": done in " + seconds + (text(status, "doing").isEmpty() ? "" : ", " + text(status, "doing"));
            case "FAILED" -> what + ": failed after " + seconds + ": " + text(status, "error");
            default -> what + ": running for " + seconds;
        };
    }

    private static boolean isRunning(JsonNode status) {
        return text(status, "state").equals("RUNNING");
    }

    private static String text(JsonNode status, String field) {
        return status.path(field).asText("");
    }
}
