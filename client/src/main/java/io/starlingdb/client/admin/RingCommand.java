package io.starlingdb.client.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code starling ring}: every token with its owner. */
@Command(name = "ring", description = "Shows the ring: each token range and the node it belongs to.")
final class RingCommand implements Runnable {
    @Mixin
    private NodeOption node = new NodeOption();

    @Option(names = "--json", description = "Prints GET /v1/cluster/ring as it is.")
    private boolean json;

    @Override
    public void run() {
        JsonNode ring = node.open().get("/v1/cluster/ring");
        if (json) {
            System.out.println(ring.toPrettyString());
            return;
        }
        System.out.println("Ring at epoch " + ring.path("epoch").asText());
        TextTable table = new TextTable("start", "end", "owner", "owner id");
        ring.path("ranges")
                .forEach(range -> table.row(List.of(
                        range.path("start").asText(),
                        range.path("end").asText(),
                        range.path("address").asText(),
                        range.path("node").asText())));
        table.print(System.out);
    }
}
