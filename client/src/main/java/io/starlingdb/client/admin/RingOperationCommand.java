package io.starlingdb.client.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code starling ring cancel} and {@code starling ring rebalance}. */
final class RingOperationCommand {
    private RingOperationCommand() {}

    /** {@code starling ring cancel}: undoes a change of ownership that is under way. */
    @Command(
            name = "cancel",
            description = "Undoes a change of ownership that is under way; 'starling status' shows its number.",
            footer = {"", "Example:", "  starling ring cancel 17"})
    static final class Cancel implements Callable<Integer> {
        @Mixin
        private NodeOption node = new NodeOption();

        @Mixin
        private OperationOption operation = new OperationOption();

        @Parameters(paramLabel = "NUMBER", description = "The number of the change.")
        private long number;

        @Override
        public Integer call() {
            ObjectNode parameters = JsonNodeFactory.instance.objectNode().put("transition", number);
            return operation.run(node.open(), "cancel", parameters);
        }
    }

    /** {@code starling ring rebalance}: moves tokens until shares are even. */
    @Command(
            name = "rebalance",
            description =
                    "Moves tokens between nodes until they hold even shares; 'starling ring plan rebalance' shows it.",
            footer = {"", "Example:", "  starling ring rebalance"})
    static final class Rebalance implements Callable<Integer> {
        @Mixin
        private NodeOption node = new NodeOption();

        @Mixin
        private OperationOption operation = new OperationOption();

        @Override
        public Integer call() {
            return operation.run(node.open(), "rebalance", JsonNodeFactory.instance.objectNode());
        }
    }
}
