package io.starlingdb.client.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code starling remove}: removes a node that is dead for good. */
@Command(
        name = "remove",
        description = {"Removes a node that is dead and will not come back; the others take over its rows."},
        footer = {"", "Example:", "  starling remove 127.0.0.4"})
final class RemoveCommand implements Callable<Integer> {
    @Mixin
    private NodeOption node = new NodeOption();

    @Mixin
    private OperationOption operation = new OperationOption();

    @Parameters(paramLabel = "NODE", description = "The dead one: its address or id.")
    private String dead = "";

    @Override
    public Integer call() {
        return operation.run(
                node.open(), "remove", JsonNodeFactory.instance.objectNode().put("node", dead));
    }
}
