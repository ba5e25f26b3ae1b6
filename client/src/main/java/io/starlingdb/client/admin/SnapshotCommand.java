package io.starlingdb.client.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.starlingdb.client.http.NodeApi;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code starling snapshot}: takes snapshots, lists, verifies, copies and deletes them. */
@Command(
        name = "snapshot",
        description = {
            "Takes snapshots of what nodes hold, and lists, verifies, copies and deletes them.",
            "A snapshot is taken in an instant, while clients work; its files are hard links, so it takes room only as the node's own files change. It lies in the node's data_dir"
                    + " under snapshots; 'copy' brings it elsewhere, 'starling restore' reads it."
        },
        subcommands = {
            SnapshotCommand.Create.class,
            SnapshotCommand.ListAll.class,
            SnapshotCommand.Verify.class,
            SnapshotCommand.Copy.class,
            SnapshotCommand.Delete.class
        },
        footer = {
            "",
            "Examples:",
            "  starling snapshot create --name monday --all",
            "  starling snapshot create shop.orders --name before-upgrade",
            "  starling snapshot list --all",
            "  starling snapshot copy monday /backup --all",
            "  starling snapshot delete monday --all"
        })
final class SnapshotCommand implements Runnable {
    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public void run() {
        command.commandLine().usage(command.commandLine().getOut());
    }

    private static ObjectNode parameters(String name) {
        return JsonNodeFactory.instance.objectNode().put("name", name);
    }

    /** Runs on the nodes and tells a line of each. */
    private static int run(NodesOption nodes, String operation, ObjectNode parameters, String done) {
        ArrayNode statuses = nodes.run(operation, parameters);
        nodes.output().show(statuses, out -> statuses.forEach(status -> print(status, done, out)));
        return NodesOption.exitCode(statuses);
    }

    private static void print(JsonNode status, String done, PrintWriter out) {
        JsonNode result = status.path("result");
        String line = status.path("node").asText() + ": ";
        if (!status.path("state").asText().equals("DONE")) {
            out.println(line + "failed: " + status.path("error").asText());
            return;
        }
        line += done;
        if (result.has("bytes")) {
            line += ", " + Quantity.bytes(result.path("bytes").asLong());
        }
        if (result.has("path")) {
            line += ", " + result.path("path").asText();
        }
        out.println(line
                + String.format(
                        java.util.Locale.ROOT,
                        " (%.1f s)",
                        status.path("elapsed_ms").asLong() / 1000.0));
    }

    @Command(
            name = "create",
            description = "Takes a snapshot of everything, or of some keyspaces and tables.",
            footer = {
                "",
                "A snapshot for a restore is taken with --all: what was acknowledged at QUORUM before is in it.",
                "",
                "Examples:",
                "  starling snapshot create --all",
                "  starling snapshot create shop --name monday --all"
            })
    static final class Create implements Callable<Integer> {
        private static final DateTimeFormatter BY_TIME =
                DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

        @Parameters(
                arity = "0..*",
                paramLabel = "KEYSPACE[.TABLE]",
                description = "What it is of; everything if not given.")
        private List<String> scope = new ArrayList<>();

        @Option(names = "--name", description = "Its name; the time if not given.")
        private @Nullable String name;

        @Mixin
        private NodesOption nodes = new NodesOption();

        @Override
        public Integer call() {
            String named = name == null ? BY_TIME.format(Instant.now()) : name;
            ObjectNode parameters = parameters(named);
            scope.forEach(parameters.putArray("scope")::add);
            return SnapshotCommand.run(nodes, "snapshot", parameters, "snapshot " + named + " taken");
        }
    }

    @Command(
            name = "list",
            description = {
                "Lists the snapshots of a node, or of all.",
                "Size: what its files have. Own: what nothing else holds any more, so what deleting it would free."
            },
            footer = {"", "Example:", "  starling snapshot list --all"})
    static final class ListAll implements Runnable {
        @Mixin
        private NodesOption nodes = new NodesOption();

        @Override
        public void run() {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            for (NodeApi api : nodes.nodes()) {
                for (JsonNode one : api.get("/v1/node/snapshots")) {
                    all.add(((ObjectNode) one.deepCopy()).put("node", api.node().toString()));
                }
            }
            nodes.output().show(all, out -> print(all, out));
        }

        private static void print(ArrayNode all, PrintWriter out) {
            if (all.isEmpty()) {
                out.println("There are no snapshots.");
                return;
            }
            TextTable table = new TextTable("node", "name", "taken")
                    .numbers("size", "own")
                    .texts("of", "path");
            for (JsonNode one : all) {
                String problem = one.path("problem").asText();
                List<String> scope = new ArrayList<>();
                one.path("scope").forEach(name -> scope.add(name.asText()));
                table.row(List.of(
                        one.path("node").asText(),
                        one.path("name").asText(),
                        one.path("taken").asText(),
                        Quantity.bytes(one.path("bytes").asLong()),
                        Quantity.bytes(one.path("own_bytes").asLong()),
                        !problem.isEmpty() ? problem : scope.isEmpty() ? "everything" : String.join(", ", scope),
                        one.path("path").asText()));
            }
            table.print(out);
        }
    }

    @Command(
            name = "verify",
            description = "Reads a snapshot whole and says whether every byte is as it was written.",
            footer = {"", "Example:", "  starling snapshot verify monday --all"})
    static final class Verify implements Callable<Integer> {
        @Parameters(paramLabel = "NAME", description = "The snapshot.")
        private String name = "";

        @Mixin
        private NodesOption nodes = new NodesOption();

        @Override
        public Integer call() {
            return SnapshotCommand.run(nodes, "snapshot-verify", parameters(name), "snapshot " + name + " is sound");
        }
    }

    @Command(
            name = "copy",
            description = {
                "Copies a snapshot to DIRECTORY/NAME/NODE-ID, verifying it on the way.",
                "The directory is on each node's own machine: name one that all of them share, or bring the copies together afterwards."
            },
            footer = {"", "Example:", "  starling snapshot copy monday /backup --all"})
    static final class Copy implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "NAME", description = "The snapshot.")
        private String name = "";

        @Parameters(index = "1", paramLabel = "DIRECTORY", description = "Where to; made if it is missing.")
        private Path directory = Path.of("");

        @Mixin
        private NodesOption nodes = new NodesOption();

        @Override
        public Integer call() {
            ObjectNode parameters = parameters(name)
                    .put("to", directory.toAbsolutePath().normalize().toString());
            return SnapshotCommand.run(nodes, "snapshot-copy", parameters, "copied");
        }
    }

    @Command(
            name = "delete",
            description = "Deletes a snapshot of a node, or of all.",
            footer = {"", "Example:", "  starling snapshot delete monday --all"})
    static final class Delete implements Callable<Integer> {
        @Parameters(paramLabel = "NAME", description = "The snapshot.")
        private String name = "";

        @Mixin
        private NodesOption nodes = new NodesOption();

        @Override
        public Integer call() {
            return SnapshotCommand.run(nodes, "snapshot-delete", parameters(name), "snapshot " + name + " deleted");
        }
    }
}
