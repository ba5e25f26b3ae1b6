package io.starlingdb.client.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code starling info}: one node about itself. */
@Command(
        name = "info",
        description = "Shows what a node says about itself.",
        footer = {"", "Example:", "  starling info --host 127.0.0.2"})
final class InfoCommand implements Runnable {
    private static final int LINES_MAX = 20;

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
            String indent = " ".repeat(width + 2);
            out.println(name
                    + indent.substring(name.length())
                    + String.join(System.lineSeparator() + indent, lines(name, field.getValue())));
        }
    }

    /** A list has a line for each of its parts, at most {@link #LINES_MAX}. */
    private static List<String> lines(String name, JsonNode value) {
        if (!value.isArray() || value.isEmpty()) {
            return List.of(value(name, value));
        }
        List<String> lines = new ArrayList<>();
        for (JsonNode part : value) {
            if (lines.size() == LINES_MAX) {
                lines.add("and " + (value.size() - LINES_MAX) + " more: --json shows all");
                break;
            }
            lines.add(value(name, part));
        }
        return lines;
    }

    private static String value(String name, JsonNode value) {
        if (value.isContainerNode()) {
            return value.isEmpty() ? "none" : summary(value);
        }
        if (name.endsWith("_bytes")) {
            return Quantity.bytes(value.asLong());
        }
        if (name.endsWith("_ms")) {
            return value.asLong() < 0 ? "never" : Quantity.seconds(value.asLong() / 1_000);
        }
        return name.endsWith("_s") ? Quantity.seconds(value.asLong()) : value.asText();
    }

    /** The parts of an object beside each other; of its own lists only how long they are, as they may be hundreds. */
    private static String summary(JsonNode object) {
        StringJoiner parts = new StringJoiner(", ");
        for (var field : object.properties()) {
            String name = field.getKey();
            JsonNode value = field.getValue();
            if (value.isArray()) {
                parts.add(value.size() + " " + name);
            } else if (!value.asText().isEmpty()) {
                parts.add(name.replaceFirst("_(bytes|ms|s)$", "") + " " + value(name, value));
            }
        }
        return parts.toString();
    }
}
