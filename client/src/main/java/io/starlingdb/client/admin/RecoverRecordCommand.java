package io.starlingdb.client.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code starling recover-record}: lets a cluster go on that has lost most of its voters for good. */
@Command(
        name = "recover-record",
        description = {
            "For a cluster that cannot change its ring or schema any more, because most of its voters are gone for good.",
            "GIVES UP EVERY NODE THAT IS NOT NAMED: never start one of them with its data again. What only they knew is lost.",
            "Name all survivors; all of them must be up. Afterwards remove the lost nodes: starling remove NODE..."
        },
        footer = {"", "Example:", "  starling recover-record 127.0.0.1 127.0.0.2 --confirm my-cluster"})
final class RecoverRecordCommand implements Callable<Integer> {
    @Mixin
    private NodeOption node = new NodeOption();

    @Mixin
    private OperationOption operation = new OperationOption();

    @Parameters(paramLabel = "SURVIVOR", arity = "1..*", description = "Every node that lives: its address or id.")
    private List<String> survivors = new ArrayList<>();

    @Option(
            names = "--confirm",
            paramLabel = "CLUSTER",
            required = true,
            description = "The cluster's name, to say that you mean it.")
    private String confirm = "";

    @Override
    public Integer call() {
        ObjectNode parameters = JsonNodeFactory.instance.objectNode().put("confirm", confirm);
        survivors.forEach(parameters.putArray("nodes")::add);
        return operation.run(node.open(), "recover-record", parameters);
    }
}
