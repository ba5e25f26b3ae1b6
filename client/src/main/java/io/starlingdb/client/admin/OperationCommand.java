package io.starlingdb.client.admin;

import com.fasterxml.jackson.databind.JsonNode;
import io.starlingdb.client.http.NodeApi;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code starling operation}: follows an operation that was begun before. */
@Command(
        name = "operation",
        description = "Follows an operation that runs on a node to its end.",
        footer = {"", "Example:", "  starling operation repair-1 --host 127.0.0.2"})
final class OperationCommand implements Callable<Integer> {
    @Mixin
    private NodeOption node = new NodeOption();

    @Mixin
    private OperationOption operation = new OperationOption();

    @Parameters(paramLabel = "ID", description = "As the command that began it said.")
    private String id = "";

    @Override
    public Integer call() {
        NodeApi api = node.open();
        JsonNode status = api.get("/v1/operations/" + id);
        return operation.follow(api, status);
    }
}
