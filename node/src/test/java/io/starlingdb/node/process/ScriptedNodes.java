package io.starlingdb.node.process;

import io.starlingdb.node.process.NodeProcess.Addresses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Three nodes that a shell script starts and stops, as an inventory of {@code rolling-restart} names it: what ssh or kubectl does elsewhere. To be
 * closed.
 */
final class ScriptedNodes implements AutoCloseable {
    private static final int COUNT = 3;
    private static final String SCRIPT = """
            #!/bin/sh
            # node start|stop|kill HOST
            set -eu
            here=$(dirname -- "$0")
            gone() {
                [ ! -d "/proc/$1" ] || grep -q '^State:[[:space:]]*Z' "/proc/$1/status"
            }
            end() {
                pid=$(cat "$here/$2.pid")
                gone "$pid" || kill "$1" "$pid"
                while ! gone "$pid"; do sleep 0.02; done
            }
            case $1 in
                start)
                    setsid LAUNCHER start --set "data_dir=$here/$2" --set "listen_address=$2" --set "rack=rack-$2" --set seeds=SEEDS \\
                        $(cat "$here/settings") >>"$here/$2.log" 2>&1 </dev/null &
                    echo $! >"$here/$2.pid"
                    ;;
                stop) end -TERM "$2" ;;
                kill) end -KILL "$2" ;;
            esac
            """;

    private final Path directory;
    private final String block = "127.0." + ThreadLocalRandom.current().nextInt(10, 250) + ".";

    ScriptedNodes(Path directory) throws IOException {
        this.directory = directory;
        Path script = directory.resolve("node");
        Files.writeString(
                script,
                SCRIPT.replace("LAUNCHER", Distribution.launcher())
                        .replace("SEEDS", host(1) + ":7000," + host(2) + ":7000," + host(3) + ":7000"));
        script.toFile().setExecutable(true);
        speak("");
        List<String> inventory = new ArrayList<>();
        for (String command : List.of("start", "stop", "kill")) {
            inventory.add(command + " = " + script + " " + command + " {host}");
        }
        for (int number = 1; number <= COUNT; number++) {
            inventory.add("node " + host(number) + ":8080");
        }
        Files.write(inventory(), inventory);
    }

    /** What nodes that are started from now on are told besides. */
    void speak(String settings) throws IOException {
        Files.writeString(directory.resolve("settings"), settings);
    }

    Path inventory() {
        return directory.resolve("inventory");
    }

    /** Starts them all and founds the cluster. */
    void found() throws IOException {
        for (int number = 1; number <= COUNT; number++) {
            run("start", number);
        }
        awaitAll("/health/live");
        await(() -> nodes().stream()
                .allMatch(node -> node.get("/v1/node").body().path("alive").asInt() == COUNT));
        nodes().get(0).post("/v1/init", "{}");
        awaitAll("/health/ready");
    }

    void run(String command, int number) throws IOException {
        Process process = new ProcessBuilder(directory.resolve("node").toString(), command, host(number))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(command + " failed for node " + number);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    void awaitAll(String path) {
        await(() -> nodes().stream().allMatch(node -> node.get(path).status() == 200));
    }

    /** Waits until it is so; a node that cannot be reached makes it not so. */
    void await(java.util.function.BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(180);
        while (true) {
            try {
                if (condition.getAsBoolean()) {
                    return;
                }
            } catch (java.io.UncheckedIOException notThere) {
                // not yet
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("waited in vain; the logs are in " + directory);
            }
            try {
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    String host(int number) {
        return block + number;
    }

    /** As clients reach them; their processes are not these objects'. */
    List<NodeProcess> nodes() {
        List<NodeProcess> nodes = new ArrayList<>();
        for (int number = 1; number <= COUNT; number++) {
            nodes.add(new NodeProcess(
                    new Addresses(host(number), 8080, 9042, 7000), directory.resolve("none"), List.of()));
        }
        return nodes;
    }

    @Override
    public void close() throws IOException {
        for (int number = 1; number <= COUNT; number++) {
            if (Files.exists(directory.resolve(host(number) + ".pid"))) {
                run("kill", number);
            }
        }
    }
}
