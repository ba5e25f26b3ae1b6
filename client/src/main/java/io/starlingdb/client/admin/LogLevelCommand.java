package io.starlingdb.client.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code starling log-level}: shows and changes what a running node logs. */
@Command(
        name = "log-level",
        description = {
            "Shows what a node logs, or changes it until the node stops.",
            "LEVEL: error, warn, info, debug, trace, off, or default, which takes a change back."
        },
        footer = {
            "",
            "Examples:",
            "  starling log-level",
            "  starling log-level debug",
            "  starling log-level trace io.starlingdb.node.coordinator",
            "  starling log-level default io.starlingdb.node.coordinator"
        })
final class LogLevelCommand implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "LEVEL", description = "The new level.")
    private @Nullable String level;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "LOGGER",
            description = "A package or class; everything if not given.")
    private String logger = "root";

    @Mixin
    private NodeOption node = new NodeOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Override
    public Integer call() {
        JsonNode levels;
        if (level == null) {
            levels = node.open().get("/v1/node/log-levels");
        } else {
            ObjectNode parameters =
                    JsonNodeFactory.instance.objectNode().put("level", level).put("logger", logger);
            levels = node.open().post("/v1/node/log-level", parameters).path("result");
        }
        output.show(levels, out -> print(levels, out));
        return 0;
    }

    private static void print(JsonNode levels, PrintWriter out) {
        TextTable table = new TextTable("logger", "level");
        levels.properties()
                .forEach(entry ->
                        table.row(List.of(entry.getKey(), entry.getValue().asText())));
        table.print(out);
    }
}
