package io.starlingdb.client.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code starling drain}: makes a node ready to be stopped. */
@Command(name = "drain", description = "Stops a node's client work and flushes it; it can then be stopped.")
final class DrainCommand implements Runnable {
    @Mixin
    private NodeOption node = new NodeOption();

    @Override
    public void run() {
        node.open().post("/v1/node/drain", JsonNodeFactory.instance.objectNode());
        System.out.println(node.address() + " is drained");
    }
}
