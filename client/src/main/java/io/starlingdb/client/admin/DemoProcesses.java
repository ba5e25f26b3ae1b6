package io.starlingdb.client.admin;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Starts, watches and stops the demo's nodes: processes of their own, which go on when the demo command ends. */
final class DemoProcesses {
    private static final int NODES_MAX = 9;
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final Duration PORT_PATIENCE = Duration.ofSeconds(3);
    private static final Duration POLL = Duration.ofMillis(25);
    private static final int LOG_LINES_SHOWN = 15;

    private final Launcher launcher;
    private final Path directory;
    private final String block;
    private final int firstHost;

    /** @param address of the first node */
    DemoProcesses(Launcher launcher, Path directory, String address) {
        this.launcher = launcher;
        this.directory = directory;
        int dot = address.lastIndexOf('.');
        this.block = address.substring(0, dot + 1);
        this.firstHost = Integer.parseInt(address.substring(dot + 1));
    }

    /** The first {@code count} nodes: an address each with the usual ports, or one address with several ports. */
    List<DemoNode> nodes(int count) {
        boolean addresses = canBind(block + (firstHost + 1), 0) == null;
        List<DemoNode> nodes = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            Path own = directory.resolve("node-" + number);
            int shift = number - 1;
            nodes.add(
                    addresses
                            ? new DemoNode(number, block + (firstHost + shift), 8080, 9042, 7000, own)
                            : new DemoNode(number, block + firstHost, 8080 + shift, 9042 + shift, 7000 + shift, own));
        }
        return nodes;
    }

    /** Those that have been started here before. */
    List<DemoNode> known() {
        return nodes(NODES_MAX).stream()
                .filter(node -> Files.isDirectory(node.directory()))
                .toList();
    }

    /** Starts those that do not run; whether there were any. */
    boolean startMissing(List<DemoNode> cluster) throws IOException {
        return startMissing(cluster, cluster);
    }

    /** Starts those of {@code nodes} that do not run, with the whole cluster as their seeds; whether there were any. */
    boolean startMissing(List<DemoNode> nodes, List<DemoNode> cluster) throws IOException {
        Files.createDirectories(directory);
        boolean started = false;
        for (DemoNode node : nodes) {
            if (node.process().isEmpty()) {
                start(node, cluster);
                started = true;
            }
        }
        return started;
    }

    private void start(DemoNode node, List<DemoNode> cluster) throws IOException {
        for (int port : List.of(node.httpPort(), node.cqlPort(), node.internodePort())) {
            String problem = cannotBindFor(node.address(), port, PORT_PATIENCE);
            if (problem != null) {
                throw new CommandFailure("node " + node.number() + " needs " + node.address() + ":" + port + ": "
                        + problem + ". Stop what uses it, or a demo in another directory (demo --stop --data DIR).");
            }
        }
        List<String> command = new ArrayList<>(detached());
        command.addAll(List.of(launcher.script().toString(), "start"));
        set(command, "cluster_name", "demo");
        set(command, "data_dir", node.directory().toString());
        set(command, "listen_address", node.address());
        set(command, "http_port", String.valueOf(node.httpPort()));
        set(command, "cql_port", String.valueOf(node.cqlPort()));
        set(command, "internode_port", String.valueOf(node.internodePort()));
        set(command, "seeds", cluster.stream().map(DemoNode::seed).collect(Collectors.joining(",")));
        Process process = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(node.log().toFile()))
                .start();
        Files.writeString(node.pidFile(), process.pid() + "\n");
    }

    private static void set(List<String> command, String key, String value) {
        command.add("--set");
        command.add(key + "=" + value);
    }

    /** Words before a command that keep it alive when the terminal goes away. */
    private static List<String> detached() {
        for (String directory : System.getenv().getOrDefault("PATH", "").split(":")) {
            if (Files.isExecutable(Path.of(directory, "setsid"))) {
                return List.of("setsid");
            }
        }
        return List.of("nohup");
    }

    /**
     * Waits until {@code call} goes well.
     *
     * @throws CommandFailure with the end of the node's log when its process ends or the time is up
     */
    void await(DemoNode node, Duration limit, String what, Runnable call) throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!DemoCommand.succeeds(call)) {
            boolean gone = node.process().isEmpty();
            if (gone || System.nanoTime() > deadline) {
                String problem = gone ? "stopped" : "took longer than " + limit.toSeconds() + " s until it " + what;
                throw new CommandFailure("node " + node.number() + " " + problem + ". The end of " + node.log() + ":\n"
                        + endOf(node.log()));
            }
            pause();
        }
    }

    /** Stops every node of this directory, cleanly; returns how many ran. */
    int stopAll() throws IOException {
        List<DemoNode> running = nodes(NODES_MAX).stream()
                .filter(node -> node.process().isPresent())
                .toList();
        running.forEach(node -> node.process().ifPresent(ProcessHandle::destroy));
        for (DemoNode node : running) {
            awaitEnd(node);
        }
        return running.size();
    }

    /** Stops one, cleanly. */
    void stop(DemoNode node) throws IOException {
        node.process().ifPresent(ProcessHandle::destroy);
        awaitEnd(node);
    }

    /** Ends one without warning. */
    void kill(DemoNode node) throws IOException {
        node.process().ifPresent(ProcessHandle::destroyForcibly);
        awaitEnd(node);
    }

    private static void awaitEnd(DemoNode node) throws IOException {
        long deadline = System.nanoTime() + STOP_LIMIT.toNanos();
        while (node.process().isPresent()) {
            if (System.nanoTime() > deadline) {
                throw new CommandFailure(
                        "node " + node.number() + " (pid " + node.pid().orElse(0L) + ") did not stop within "
                                + STOP_LIMIT.toSeconds() + " s; its log is " + node.log());
            }
            pause();
        }
        Files.deleteIfExists(node.pidFile());
    }

    /** Deletes what the demo's nodes have stored, and only that. */
    void deleteData() throws IOException {
        for (DemoNode node : nodes(NODES_MAX)) {
            if (Files.isDirectory(node.directory())) {
                try (Stream<Path> files = Files.walk(node.directory())) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
            Files.deleteIfExists(node.log());
        }
    }

    /** A process that was killed keeps its ports for a moment after it has gone from sight. */
    private static @Nullable String cannotBindFor(String address, int port, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        String problem = canBind(address, port);
        while (problem != null && System.nanoTime() < deadline) {
            pause();
            problem = canBind(address, port);
        }
        return problem;
    }

    private static @Nullable String canBind(String address, int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(address))) {
            return socket.isBound() ? null : "not bound";
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    private static String endOf(Path log) throws IOException {
        List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()));
    }

    private static void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted");
        }
    }
}
