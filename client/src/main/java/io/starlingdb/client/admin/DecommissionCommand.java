package io.starlingdb.client.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code starling decommission}: lets a node give its ranges away and leave. */
@Command(
        name = "decommission",
        description = {
            "Lets a node hand its rows to the others and leave the cluster, while clients work.",
            "Without NODE it is the node that is asked. It can be stopped when this has ended."
        },
        footer = {"", "Example:", "  starling decommission 127.0.0.4"})
final class DecommissionCommand implements Callable<Integer> {
    @Mixin
    private NodeOption node = new NodeOption();

    @Mixin
    private OperationOption operation = new OperationOption();

    @Parameters(arity = "0..1", paramLabel = "NODE", description = "Its address or id.")
    private @Nullable String leaving;

    @Option(names = "--force", description = "Even where rows will have fewer copies than now.")
    private boolean force;

    @Override
    public Integer call() {
        ObjectNode parameters = JsonNodeFactory.instance.objectNode().put("force", force);
        if (leaving != null) {
            parameters.put("node", leaving);
        }
        return operation.run(node.open(), "decommission", parameters);
    }
}
