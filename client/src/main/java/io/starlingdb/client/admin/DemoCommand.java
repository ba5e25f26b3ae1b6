package io.starlingdb.client.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.starlingdb.client.StarlingException;
import io.starlingdb.client.console.Console;
import io.starlingdb.client.http.NodeApi;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code starling demo}: a real cluster on one machine, with real data in it. Running it again is safe. */
@Command(
        name = "demo",
        description = "Starts real nodes on this machine, loads sample data, and opens the console.",
        footer = {"", "Examples:", "  starling demo", "  starling demo --detach", "  starling demo --stop"})
final class DemoCommand implements Callable<Integer> {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    @Option(names = "--nodes", paramLabel = "N", defaultValue = "3", description = "How many, 1 to 9 (default: 3).")
    private int nodes = 3;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where they keep their data (default: data/demo beside the launcher).")
    private @Nullable Path data;

    @Option(
            names = "--address",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "The first node's loopback address; the others count up from it (default: 127.0.0.1).")
    private String address = "127.0.0.1";

    @Option(names = "--fresh", description = "Stops the demo's nodes and deletes their data first.")
    private boolean fresh;

    @Option(names = "--detach", description = "Leaves when all is ready instead of opening the console.")
    private boolean detach;

    @Option(names = "--stop", description = "Stops the demo's nodes cleanly.")
    private boolean stop;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (nodes < 1 || nodes > 9) {
            throw new ParameterException(command.commandLine(), "--nodes: 1 to 9");
        }
        if (!address.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}")) {
            throw new ParameterException(command.commandLine(), "--address: an address 127.x.y.z");
        }
        Launcher launcher = Launcher.find();
        Path directory = data == null ? launcher.top().resolve("data/demo") : data.toAbsolutePath();
        DemoProcesses processes = new DemoProcesses(launcher, directory, address);
        if (stop) {
            return stop(processes);
        }
        if (fresh) {
            stop(processes);
            processes.deleteData();
        }
        List<DemoNode> cluster = processes.nodes(nodes);
        bringUp(processes, cluster);
        DemoData.load(api(cluster.get(0)), launcher.home().resolve("conf/demo"));
        tell(cluster, launcher);
        if (!detach) {
            new Console(api(cluster.get(0)), null, false)
                    .interact(Path.of(System.getProperty("user.home"), ".starling_history"));
            say("The nodes go on running. Stop them with: " + launcher.shown() + " demo --stop");
        }
        return 0;
    }

    private static int stop(DemoProcesses processes) throws IOException {
        int stopped = processes.stopAll();
        say(stopped == 0 ? "No demo node is running." : stopped + (stopped == 1 ? " node" : " nodes") + " stopped.");
        return 0;
    }

    private static void bringUp(DemoProcesses processes, List<DemoNode> cluster) throws IOException {
        long start = System.nanoTime();
        boolean started = processes.startMissing(cluster);
        for (DemoNode node : cluster) {
            processes.await(node, START_LIMIT, "answers", () -> api(node).get("/health/live"));
        }
        DemoNode first = cluster.get(0);
        if (api(first).get("/v1/node").path("state").asText().equals("WAITING")) {
            processes.await(first, START_LIMIT, "sees the others", () -> seesAll(first, cluster.size()));
            api(first).post("/v1/init", JsonNodeFactory.instance.objectNode());
        }
        for (DemoNode node : cluster) {
            processes.await(node, START_LIMIT, "is ready", () -> api(node).get("/health/ready"));
        }
        if (started) {
            say(String.format(
                    Locale.ROOT, "%d nodes ready after %.1f s", cluster.size(), (System.nanoTime() - start) / 1e9));
        }
    }

    private static void seesAll(DemoNode node, int count) {
        JsonNode members = api(node).get("/v1/cluster").path("nodes");
        if (members.size() < count) {
            throw new CommandFailure("it sees " + members.size() + " of " + count + " nodes");
        }
    }

    private static void tell(List<DemoNode> cluster, Launcher launcher) {
        say("");
        say("Three things to know: every node is the same, any of them takes any request, and you may kill one.");
        for (DemoNode node : cluster) {
            say("  node " + node.number() + "  http://" + node.http() + "  pid "
                    + node.pid().orElse(0L) + "  log " + node.log());
        }
        DemoNode first = cluster.get(0);
        DemoNode last = cluster.get(cluster.size() - 1);
        String select = "SELECT departure, destination, delay_minutes FROM flock.flights"
                + " WHERE origin = ''LAX'' AND day = ''2001-01-13'' LIMIT 5";
        say("");
        say("Try:");
        say("  " + launcher.shown() + " status --host " + first.http());
        say("  " + launcher.shown() + " cql " + last.http() + " -e \"" + select.replace("''", "'") + "\"");
        say("  curl -s http://" + first.http() + "/v1/keyspaces/flock/tables/airports/rows/LAX");
        say("  curl -s -X PATCH http://" + last.http()
                + "/v1/keyspaces/flock/tables/airports/rows/LAX -d '{\"city\": \"Los Angeles\"}'");
        cluster.get(cluster.size() - 1)
                .pid()
                .ifPresent(pid -> say("  kill -9 " + pid + "   # then ask again; " + launcher.shown()
                        + " demo --detach brings it back"));
        say("  " + launcher.shown() + " demo --stop");
        say("");
    }

    private static NodeApi api(DemoNode node) {
        return new NodeApi(node.http(), Duration.ofSeconds(10));
    }

    static void say(String line) {
        System.out.println(line);
    }

    /** Whether a call that may fail for a while went well. */
    static boolean succeeds(Runnable call) {
        try {
            call.run();
            return true;
        } catch (StarlingException | CommandFailure e) {
            return false;
        }
    }
}
