package io.starlingdb.client.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code starling replace}: puts a new node in the place of one that is dead for good. */
@Command(
        name = "replace",
        description = {
            "Puts the node that is asked, which must be new, in the place of a dead one. Start it with --set auto_join=false."
        },
        footer = {"", "Example:", "  starling replace 127.0.0.4 --host 127.0.0.5"})
final class ReplaceCommand implements Callable<Integer> {
    @Mixin
    private NodeOption node = new NodeOption();

    @Mixin
    private OperationOption operation = new OperationOption();

    @Parameters(paramLabel = "NODE", description = "The dead one: its address or id.")
    private String dead = "";

    @Override
    public Integer call() {
        return operation.run(
                node.open(), "replace", JsonNodeFactory.instance.objectNode().put("node", dead));
    }
}
