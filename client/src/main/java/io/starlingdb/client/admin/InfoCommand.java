package io.starlingdb.client.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code starling info}: one node about itself. */
@Command(
        name = "info",
        description = "Shows what a node says about itself.",
        footer = {"", "Example:", "  starling info --host 127.0.0.2"})
final class InfoCommand implements Runnable {
    @Mixin
    private NodeOption node = new NodeOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Mixin
    private AllViewsOption views = new AllViewsOption();

    @Override
    public void run() {
        JsonNode info = node.open().get("/v1/node");
        if (views.isWanted()) {
            ((ObjectNode) info)
                    .set("all_views", views.get(node.open(), "/v1/cluster").path("all_views"));
        }
        output.show(info, out -> {
            print(info, out);
            AllViewsOption.print(info, out);
        });
    }

    private static void print(JsonNode info, PrintWriter out) {
        int width = 0;
        for (var field : info.properties()) {
            width = Math.max(width, field.getKey().length());
        }
        for (var field : info.properties()) {
            String name = field.getKey();
            if (name.equals("all_views")) {
                continue; // has a table of its own
            }
            out.println(name + " ".repeat(width - name.length()) + "  " + value(name, field.getValue()));
        }
    }

    private static String value(String name, JsonNode value) {
        if (value.isContainerNode()) {
            return value.isEmpty() ? "none" : value.toString();
        }
        if (name.endsWith("_bytes")) {
            return Quantity.bytes(value.asLong());
        }
        return name.endsWith("_s") ? Quantity.seconds(value.asLong()) : value.asText();
    }
}
