package io.starlingdb.client.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code starling remove}: removes a node that is dead for good. */
@Command(
        name = "remove",
        description = {
            "Removes nodes that are dead and will not come back; the others take over their rows.",
            "If several are, name them all at once. A change that waits for one of them is cancelled first."
        },
        footer = {"", "Example:", "  starling remove 127.0.0.4"})
final class RemoveCommand implements Callable<Integer> {
    @Mixin
    private NodeOption node = new NodeOption();

    @Mixin
    private OperationOption operation = new OperationOption();

    @Parameters(paramLabel = "NODE", arity = "1..*", description = "The dead ones: their addresses or ids.")
    private List<String> dead = new ArrayList<>();

    @Override
    public Integer call() {
        ObjectNode parameters = JsonNodeFactory.instance.objectNode();
        dead.forEach(parameters.putArray("nodes")::add);
        return operation.run(node.open(), "remove", parameters);
    }
}
