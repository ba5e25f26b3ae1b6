package io.starlingdb.client.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code starling config}: what a node is configured with. */
@Command(
        name = "config",
        description = "Shows a running node's settings.",
        subcommands = ConfigCommand.Show.class,
        footer = {"", "Example:", "  starling config show --changed"})
final class ConfigCommand implements Runnable {
    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public void run() {
        command.commandLine().usage(command.commandLine().getOut());
    }

    @Command(
            name = "show",
            description =
                    "Shows every setting in force and where it comes from: the default, the file, the environment, or --set. Secrets are hidden.",
            footer = {"", "Examples:", "  starling config show", "  starling config show storage --host 127.0.0.2"})
    static final class Show implements Runnable {
        @Parameters(arity = "0..1", paramLabel = "PREFIX", description = "Only keys that begin so.")
        private @Nullable String prefix;

        @Option(names = "--changed", description = "Only what is not the default.")
        private boolean changed;

        @Mixin
        private NodeOption node = new NodeOption();

        @Mixin
        private OutputOption output = new OutputOption();

        @Override
        public void run() {
            ArrayNode settings = JsonNodeFactory.instance.arrayNode();
            for (JsonNode setting : node.open().get("/v1/node/config")) {
                if ((prefix == null || setting.path("name").asText().startsWith(prefix))
                        && (!changed || !setting.path("source").asText().equals("default"))) {
                    settings.add(setting);
                }
            }
            output.show(settings, out -> print(settings, out));
        }

        private static void print(ArrayNode settings, PrintWriter out) {
            TextTable table = new TextTable("key", "value", "from");
            for (JsonNode setting : settings) {
                table.row(List.of(
                        setting.path("name").asText(),
                        setting.path("value").asText(),
                        setting.path("source").asText()));
            }
            table.print(out);
        }
    }
}
