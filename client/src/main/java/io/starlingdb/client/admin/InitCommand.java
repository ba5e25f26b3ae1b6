package io.starlingdb.client.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code starling init}: founds the cluster, once. */
@Command(
        name = "init",
        description = "Founds a new cluster on the nodes that wait for one; refused where a cluster exists.")
final class InitCommand implements Runnable {
    @Mixin
    private NodeOption node = new NodeOption();

    @Override
    public void run() {
        StatusCommand.print(node.open().post("/v1/init", JsonNodeFactory.instance.objectNode()));
    }
}
