package io.starlingdb.client.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code starling repair}: compares a node with its replicas now. */
@Command(
        name = "repair",
        description = {
            "Compares what a node holds with its replicas now, and mends what differs.",
            "This happens by itself all the time; nobody has to run it."
        },
        footer = {"", "Example:", "  starling repair shop.orders --host 127.0.0.2"})
final class RepairCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "KEYSPACE[.TABLE]",
            arity = "0..1",
            description =
                    "What to compare; everything if not given. Keyspaces that are replicated alike are compared together.")
    private @Nullable String what;

    @Mixin
    private NodeOption node = new NodeOption();

    @Mixin
    private OperationOption operation = new OperationOption();

    @Override
    public Integer call() {
        ObjectNode parameters = JsonNodeFactory.instance.objectNode();
        String named = what;
        if (named != null) {
            int dot = named.indexOf('.');
            parameters.put("keyspace", dot < 0 ? named : named.substring(0, dot));
            if (dot >= 0) {
                parameters.put("table", named.substring(dot + 1));
            }
        }
        return operation.run(node.open(), "repair", parameters);
    }
}
