package io.starlingdb.client.admin;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code starling info}: one node about itself. */
@Command(name = "info", description = "Shows what a node says about itself.")
final class InfoCommand implements Runnable {
    @Mixin
    private NodeOption node = new NodeOption();

    @Option(names = "--json", description = "Prints GET /v1/node as it is.")
    private boolean json;

    @Override
    public void run() {
        JsonNode info = node.open().get("/v1/node");
        if (json) {
            System.out.println(info.toPrettyString());
            return;
        }
        int width = 0;
        for (var field : info.properties()) {
            width = Math.max(width, field.getKey().length());
        }
        for (var field : info.properties()) {
            JsonNode value = field.getValue();
            System.out.println(
                    field.getKey() + " ".repeat(width - field.getKey().length()) + "  "
                            + (value.isContainerNode() ? value.toString() : value.asText()));
        }
    }
}
