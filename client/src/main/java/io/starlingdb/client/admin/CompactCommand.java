package io.starlingdb.client.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code starling compact}: rewrites a node's files. */
@Command(
        name = "compact",
        description = {
            "Rewrites a node's files, so that what was overwritten or deleted takes no room any more.",
            "This happens by itself as tables are written; nobody has to run it."
        },
        footer = {"", "Example:", "  starling compact shop.orders --host 127.0.0.2"})
final class CompactCommand implements Callable<Integer> {
    @Parameters(paramLabel = "KEYSPACE[.TABLE]", arity = "0..1", description = "What; everything if not given.")
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
        return operation.run(node.open(), "compact", parameters);
    }
}
