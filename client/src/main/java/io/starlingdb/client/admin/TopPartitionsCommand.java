package io.starlingdb.client.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.starlingdb.client.http.NodeApi;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code starling toppartitions}: which partitions a node is asked for most. */
@Command(
        name = "toppartitions",
        description = {
            "Watches for some seconds what clients ask a node for, and shows the partitions that are read and written most.",
            "Counts are estimates by a sketch of bounded size; 'at most' says by how much one may be too high."
        },
        footer = {"", "Examples:", "  starling toppartitions", "  starling toppartitions 30 --count 20 --host 127.0.0.2"
        })
final class TopPartitionsCommand implements Callable<Integer> {
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    @Parameters(paramLabel = "SECONDS", arity = "0..1", description = "How long to watch (default: 10).")
    private int seconds = 10;

    @Option(names = "--count", paramLabel = "N", description = "How many to show (default: 10).")
    private int count = 10;

    @Mixin
    private NodeOption node = new NodeOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Override
    public Integer call() {
        ObjectNode parameters =
                JsonNodeFactory.instance.objectNode().put("seconds", seconds).put("count", count);
        NodeApi api = node.open();
        JsonNode status = api.post("/v1/node/toppartitions", parameters);
        try (ProgressLine line = new ProgressLine(output.err())) {
            while (status.path("state").asText().equals("RUNNING")) {
                line.show(status);
                LockSupport.parkNanos(this, POLL_NANOS);
                status = api.get("/v1/operations/" + status.path("id").asText());
            }
        }
        if (!status.path("state").asText().equals("DONE")) {
            throw new CommandFailure(status.path("error").asText());
        }
        JsonNode result = status.path("result");
        output.show(result, out -> print(result, out));
        return 0;
    }

    private static void print(JsonNode result, PrintWriter out) {
        print("read", result.path("reads").asLong(), result.path("hotReads"), out);
        out.println();
        print("written", result.path("writes").asLong(), result.path("hotWrites"), out);
    }

    private static void print(String what, long all, JsonNode hot, PrintWriter out) {
        out.println(all + " partitions " + what + (hot.isEmpty() ? "" : ", most often:"));
        if (!hot.isEmpty()) {
            TextTable table = new TextTable("table", "partition").numbers("count", "at most");
            for (JsonNode one : hot) {
                table.row(List.of(
                        one.path("table").asText(),
                        one.path("partition").asText(),
                        one.path("count").asText(),
                        "-" + one.path("error").asText()));
            }
            table.print(out);
        }
    }
}
