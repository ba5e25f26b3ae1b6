package io.starlingdb.client.admin;

import io.starlingdb.client.http.NodeAddress;
import io.starlingdb.client.http.NodeApi;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The node a command talks to: mixed into every command that talks to one. */
final class NodeOption {
    @Option(
            names = {"-h", "--host"},
            paramLabel = "HOST[:PORT]",
            defaultValue = "127.0.0.1",
            description = "The node's HTTP address (default: 127.0.0.1:8080).")
    private String host = "127.0.0.1";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    NodeApi open() {
        return new NodeApi(address(), Duration.ofSeconds(30));
    }

    NodeAddress address() {
        try {
            return NodeAddress.parse(given());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "--host: " + e.getMessage(), e);
        }
    }

    /** What the command was told, or else the command that it belongs to: {@code starling ring --host X plan} is {@code ring plan --host X}. */
    private String given() {
        CommandSpec parent = command.parent();
        boolean isTold = command.commandLine().getParseResult().hasMatchedOption("--host");
        return isTold || parent == null
                ? host
                : parent.commandLine().getParseResult().matchedOptionValue("--host", host);
    }
}
