package io.starlingdb.client.admin;

import io.starlingdb.client.http.NodeAddress;
import io.starlingdb.client.http.NodeApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of a cluster and how each is stopped and started, from a file:
 *
 * <pre>
 * # {host} is the node's host, {http} its HOST:PORT
 * stop  = ssh {host} sudo systemctl stop starling
 * start = ssh {host} sudo systemctl start starling
 * kill  = ssh {host} sudo systemctl kill -s KILL starling
 * node 10.0.0.1:8080
 * node 10.0.0.2:8080
 * </pre>
 *
 * <p>Commands are run by {@code sh -c}; a stop command returns when the process has ended, a start command when it has begun. A command holds
 * for the nodes behind it, so that different nodes can have different ones.
 */
final class Inventory {
    private static final long COMMAND_SECONDS_MAX = 120;

    private Inventory() {}

    private record Remote(NodeAddress http, NodeApi api, Map<String, String> commands) implements RestartedNode {
        @Override
        public void stop() throws IOException {
            run("stop");
        }

        @Override
        public void kill() throws IOException {
            run("kill");
        }

        @Override
        public void start() throws IOException {
            run("start");
        }

        private void run(String name) throws IOException {
            String command = commands.get(name);
            if (command == null) {
                throw new CommandFailure("the inventory has no '" + name + "' command for " + http);
            }
            String given = command.replace("{host}", http.host()).replace("{http}", http.toString());
            Process process = new ProcessBuilder("sh", "-c", given)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .inheritIO()
                    .start();
            try {
                if (!process.waitFor(COMMAND_SECONDS_MAX, TimeUnit.SECONDS)) {
                    process.destroy();
                    throw new CommandFailure("took longer than " + COMMAND_SECONDS_MAX + " s: " + given);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CommandFailure("interrupted");
            }
            if (process.exitValue() != 0) {
                throw new CommandFailure("ended with " + process.exitValue() + ": " + given);
            }
        }
    }

    /** @throws CommandFailure naming the line that cannot be read */
    static List<RestartedNode> read(Path file, Duration timeout) throws IOException {
        List<RestartedNode> nodes = new ArrayList<>();
        Map<String, String> commands = new TreeMap<>();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            String text = line.strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            String problem = text.startsWith("node ")
                    ? addNode(nodes, text.substring("node ".length()).strip(), commands, timeout)
                    : addCommand(commands, text);
            if (problem != null) {
                throw new CommandFailure(file + ", line " + number + ": " + problem);
            }
        }
        if (nodes.isEmpty()) {
            throw new CommandFailure(file + " names no node");
        }
        return nodes;
    }

    private static @Nullable String addNode(
            List<RestartedNode> nodes, String address, Map<String, String> commands, Duration timeout) {
        try {
            NodeAddress http = NodeAddress.parse(address);
            nodes.add(new Remote(http, new NodeApi(http, timeout), Map.copyOf(commands)));
            return null;
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    private static @Nullable String addCommand(Map<String, String> commands, String text) {
        String[] parts = text.split("=", 2);
        String name = parts[0].strip();
        if (parts.length < 2 || !List.of("stop", "start", "kill").contains(name)) {
            return "'node HOST[:PORT]', or 'stop', 'start' or 'kill' = COMMAND is expected";
        }
        commands.put(name, parts[1].strip());
        return null;
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            throw new CommandFailure("there is no file " + file);
        }
    }
}
