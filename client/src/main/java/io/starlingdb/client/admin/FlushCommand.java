package io.starlingdb.client.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code starling flush}: writes what a node holds in memory to its files. */
@Command(
        name = "flush",
        description = "Writes what a node holds in memory to its files.",
        footer = {"", "Example:", "  starling flush --host 127.0.0.2"})
final class FlushCommand implements Callable<Integer> {
    @Mixin
    private NodeOption node = new NodeOption();

    @Mixin
    private OperationOption operation = new OperationOption();

    @Override
    public Integer call() {
        return operation.run(node.open(), "flush", JsonNodeFactory.instance.objectNode());
    }
}
