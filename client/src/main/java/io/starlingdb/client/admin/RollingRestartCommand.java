package io.starlingdb.client.admin;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code scripts/rolling-restart}. */
@Command(
        name = "rolling-restart",
        description = {
            "Restarts every node, one at a time, so that no client notices.",
            "Before each it asks every node whether all is well and the cluster whether it can do without the node; after each it waits until all"
                    + " others see it back and its hints are delivered. It stops at the first doubt and says why."
        },
        footer = {
            "",
            "Examples:",
            "  scripts/rolling-restart --check",
            "  scripts/rolling-restart --inventory cluster.inventory --rack",
            "  scripts/rolling-restart --resume",
            "",
            "An inventory has lines 'stop = COMMAND', 'start = COMMAND', 'kill = COMMAND' and 'node HOST[:PORT]'; in commands,",
            "which sh runs, {host} and {http} stand for the node's. A stop command returns when the process has ended:",
            "  stop  = ssh {host} sudo systemctl stop starling",
            "  start = ssh {host} sudo systemctl start starling",
            "  node 10.0.0.1:8080"
        })
final class RollingRestartCommand implements Callable<Integer> {
    private static final Duration CALL_LIMIT = Duration.ofSeconds(30);

    @Option(names = "--check", description = "Does everything but the restarts.")
    private boolean check;

    @Option(
            names = "--inventory",
            paramLabel = "FILE",
            description = "Names the nodes and how each is stopped and started (default: the demo's nodes).")
    private @Nullable Path inventory;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The demo's data (default: data/demo beside the launcher).")
    private @Nullable Path data;

    @Option(
            names = "--address",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "The demo's first node (default: 127.0.0.1).")
    private String address = "127.0.0.1";

    @Option(names = "--launcher", paramLabel = "SCRIPT", description = "Starts the demo's nodes by this one's release.")
    private @Nullable Path launcher;

    @Option(names = "--rack", description = "Restarts all nodes of a rack at once.")
    private boolean rack;

    @Option(names = "--resume", description = "Goes on where it stopped.")
    private boolean resume;

    @Option(names = "--kill", description = "Kills nodes instead of draining and stopping them: a drill.")
    private boolean kill;

    @Option(names = "--max-hints", paramLabel = "N", defaultValue = "0", description = "So many may wait (default: 0).")
    private long hintsMax;

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description = "How long a node may take to come back (default: 120).")
    private long patienceSeconds = 120;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = command.commandLine().getOut();
        Launcher here = Launcher.find();
        Path directory = data == null ? here.top().resolve("data/demo") : data.toAbsolutePath();
        Path state = inventory == null
                ? directory.resolve("rolling-restart.done")
                : inventory.resolveSibling(inventory.getFileName() + ".done");
        RollingRestart restart = new RollingRestart(
                nodes(here, directory),
                new RollingRestart.Settings(rack, kill, hintsMax, Duration.ofSeconds(patienceSeconds)),
                new RestartProgress(state, resume || check),
                line -> {
                    out.println(line);
                    out.flush();
                });
        if (check) {
            restart.check();
        } else {
            restart.run();
        }
        return 0;
    }

    private List<RestartedNode> nodes(Launcher here, Path directory) throws IOException {
        if (inventory != null) {
            return Inventory.read(inventory, CALL_LIMIT);
        }
        Launcher starter = launcher == null ? here : here.with(launcher);
        DemoProcesses processes = new DemoProcesses(starter, directory, address);
        List<DemoNode> cluster = processes.known();
        if (cluster.isEmpty()) {
            throw new CommandFailure(
                    "there is no demo in " + directory + "; start one, or name the nodes by --inventory");
        }
        return DemoRestart.of(processes, cluster, CALL_LIMIT);
    }
}
