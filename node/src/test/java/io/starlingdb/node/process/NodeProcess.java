package io.starlingdb.node.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * One node as a process of the built distribution. Every wait is bounded and fails with the end of the node's log. The process is ended by
 * its handle, never by name.
 */
public final class NodeProcess implements AutoCloseable {
    /** Long, as the machine may be busy; waits end as soon as what they wait for is there. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> within;
    private final Addresses addresses;
    private final Path directory;
    private final Path log;
    private final List<String> settings;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private Process process;

    /**
     * An answer: its status and its body as JSON, missing where the body is none.
     *
     * @param context what the header {@code Starling-Context} said; empty where there was none
     * @param type of the content
     */
    public record Answer(int status, JsonNode body, String text, String context, String type) {
        public String code() {
            return body.path("code").asText();
        }
    }

    /** Where a node listens. */
    public record Addresses(String host, int http, int cql, int internode) {
        public String seed() {
            return host + ":" + internode;
        }
    }

    /** @param settings {@code key=value}, over what the addresses say */
    NodeProcess(Addresses addresses, Path directory, List<String> settings) {
        this(List.of(), addresses, directory, settings);
    }

    /** @param within what goes before the launcher's command, to run it elsewhere: in a network namespace, say */
    NodeProcess(List<String> within, Addresses addresses, Path directory, List<String> settings) {
        this.within = within;
        this.addresses = addresses;
        this.directory = directory;
        this.log = directory.resolveSibling(directory.getFileName() + ".log");
        this.settings = settings;
    }

    public Addresses addresses() {
        return addresses;
    }

    public Path directory() {
        return directory;
    }

    /** Starts the process; does not wait for it to serve. */
    public NodeProcess start(String... more) {
        List<String> command = new ArrayList<>(within);
        command.addAll(List.of(Distribution.launcher(), "start"));
        add(command, "data_dir=" + directory);
        add(command, "listen_address=" + addresses.host());
        add(command, "http_port=" + addresses.http());
        add(command, "cql_port=" + addresses.cql());
        add(command, "internode_port=" + addresses.internode());
        settings.forEach(setting -> add(command, setting));
        command.addAll(List.of(more));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(Map.of("JAVA_HOME", System.getProperty("java.home")));
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    public boolean isRunning() {
        return process != null && process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** kill -9, and waits for the end. */
    public void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    /** SIGTERM, and waits for the end; returns the exit code. */
    public int stop() {
        process.destroy();
        return awaitExit();
    }

    /** Waits for the process to end; returns its exit code. */
    public int awaitExit() {
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("still runs:\n" + log());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    public NodeProcess awaitLive() {
        await("live", () -> statusOf("/health/live") == 200);
        return this;
    }

    public NodeProcess awaitReady() {
        await("ready", () -> statusOf("/health/ready") == 200);
        return this;
    }

    /** Waits until this node sees so many members alive. */
    public NodeProcess awaitAlive(int members) {
        await(
                "in sight of " + members + " nodes",
                () -> statusOf("/v1/node") == 200
                        && get("/v1/node").body().path("alive").asInt() >= members);
        return this;
    }

    /** Waits until all nodes that are alive have the newest schema, as drivers do after they changed it. */
    public NodeProcess awaitSchemaAgreed() {
        await(
                "in agreement on the schema",
                () -> get("/v1/cluster").body().path("schema_agreed").asBoolean());
        return this;
    }

    /** Waits until the condition is true; one that cannot reach the node is not. */
    public void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!isTrue(condition)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new AssertionError(
                        addresses + " is not " + what + (process.isAlive() ? "" : ", it ended") + ":\n" + log());
            }
            rest();
        }
    }

    public Answer get(String path) {
        return send(request(path).GET().build());
    }

    public Answer post(String path, String json) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build());
    }

    public Answer put(String path, String json) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(json))
                .build());
    }

    /** A request with headers, given as name, value, name, value …; no body where it is empty. */
    public Answer send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = request(path);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /** Stops the process's execution, as a cut or a long pause would: its sockets stay open and nobody answers. */
    public void pause() {
        signal("-STOP");
    }

    /** Lets a paused process go on. */
    public void resume() {
        signal("-CONT");
    }

    private void signal(String signal) {
        try {
            int code = new ProcessBuilder("kill", signal, Long.toString(pid()))
                    .start()
                    .waitFor();
            assertSucceeded(code, signal);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static void assertSucceeded(int code, String what) {
        if (code != 0) {
            throw new AssertionError("kill " + what + " ended with " + code);
        }
    }

    /** Runs a CQL statement over HTTP and answers whatever the node says. */
    public Answer tryCql(String statement) {
        return post(
                "/v1/cql", JSON.createObjectNode().put("statement", statement).toString());
    }

    /** Runs a CQL statement over HTTP; any status but 200 is a failure of the test. */
    public JsonNode cql(String statement) {
        Answer answer = tryCql(statement);
        if (answer.status() != 200) {
            throw new AssertionError(statement + ": " + answer);
        }
        return answer.body();
    }

    /** The CPU time that the process has used, user and system, in microseconds. */
    public long cpuMicros() {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid()), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 10_000;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String log() {
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes all that the node has stored; it must not run. */
    public void deleteData() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Override
    public void close() {
        if (isRunning()) {
            kill();
        }
    }

    /** Whatever goes wrong on the way is an {@link UncheckedIOException}: the node is not reached. */
    private Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            String text = response.body();
            boolean json = text.startsWith("{") || text.startsWith("[");
            return new Answer(
                    response.statusCode(),
                    json ? JSON.readTree(text) : JSON.missingNode(),
                    text,
                    response.headers().firstValue("Starling-Context").orElse(""),
                    response.headers().firstValue("Content-Type").orElse(""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private int statusOf(String path) {
        return get(path).status();
    }

    private static boolean isTrue(BooleanSupplier condition) {
        try {
            return condition.getAsBoolean();
        } catch (UncheckedIOException notThere) {
            return false;
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + addresses.host() + ":" + addresses.http() + path))
                .timeout(Duration.ofSeconds(30));
    }

    private static void add(List<String> command, String setting) {
        command.add("--set");
        command.add(setting);
    }

    private static void rest() {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
