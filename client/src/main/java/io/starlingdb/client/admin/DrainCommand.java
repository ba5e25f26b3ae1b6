package io.starlingdb.client.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code starling drain}: makes a node ready to be stopped. */
@Command(
        name = "drain",
        description = {
            "Stops a node's client work and makes all that it holds durable; it can then be stopped.",
            "Clients are sent to other nodes first, and work under way is finished."
        },
        footer = {"", "Example:", "  starling drain --host 127.0.0.2"})
final class DrainCommand implements Callable<Integer> {
    @Mixin
    private NodeOption node = new NodeOption();

    @Mixin
    private OperationOption operation = new OperationOption();

    @Override
    public Integer call() {
        return operation.run(node.open(), "drain", JsonNodeFactory.instance.objectNode());
    }
}
