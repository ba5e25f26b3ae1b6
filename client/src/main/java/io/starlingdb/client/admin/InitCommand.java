package io.starlingdb.client.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code starling init}: founds the cluster, once. */
@Command(
        name = "init",
        description = "Founds a new cluster on the nodes that wait for one; refused where a cluster exists.",
        footer = {"", "Example:", "  starling init --host 10.0.0.1"})
final class InitCommand implements Runnable {
    @Mixin
    private NodeOption node = new NodeOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Override
    public void run() {
        JsonNode cluster = node.open().post("/v1/init", JsonNodeFactory.instance.objectNode());
        output.show(cluster, out -> StatusCommand.print(cluster, out));
    }
}
