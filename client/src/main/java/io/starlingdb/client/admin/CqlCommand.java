package io.starlingdb.client.admin;

import io.starlingdb.client.console.Console;
import io.starlingdb.client.http.NodeAddress;
import io.starlingdb.client.http.NodeApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code starling cql}: the console, at a terminal or for scripts. */
@Command(
        name = "cql",
        description = "The CQL console.",
        footer = {
            "",
            "Examples:",
            "  starling cql",
            "  starling cql 127.0.0.2 -e 'SELECT COUNT(*) FROM flock.flights'",
            "  starling cql -k flock -f schema.cql",
            "  starling cql --continue -e \"COPY flock.birds FROM 'birds.csv.gz' WITH HEADER = true\""
        })
final class CqlCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "HOST[:PORT]",
            description = "A node's HTTP address (default: 127.0.0.1:8080).")
    private @Nullable String address;

    @Option(
            names = {"-h", "--host"},
            paramLabel = "HOST[:PORT]",
            description = "The same as the parameter.")
    private @Nullable String host;

    @Option(
            names = {"-e", "--execute"},
            paramLabel = "STATEMENT",
            description = "Run these statements and leave.")
    private @Nullable String statements;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "Run the statements of a file and leave.")
    private @Nullable Path file;

    @Option(
            names = {"-k", "--keyspace"},
            paramLabel = "KEYSPACE",
            description = "Begin in this keyspace.")
    private @Nullable String keyspace;

    @Option(
            names = "--continue",
            description =
                    "Go on after a failed statement (the exit code is still 1), and with a COPY FROM where it stopped.")
    private boolean goOn;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Console console = new Console(new NodeApi(address(), Duration.ofSeconds(60)), keyspace, goOn);
        if (statements != null) {
            return code(console.runAll(statements.lines().toList(), System.out, System.err));
        }
        if (file != null) {
            return code(console.runAll(read(file), System.out, System.err));
        }
        if (!Boolean.getBoolean("starling.terminal")) {
            return code(console.runAll(System.in, System.out, System.err));
        }
        console.interact(Path.of(System.getProperty("user.home"), ".starling_history"));
        return 0;
    }

    private NodeAddress address() {
        String given = address != null ? address : host != null ? host : "127.0.0.1";
        try {
            return NodeAddress.parse(given);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private static List<String> read(Path file) throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            throw new CommandFailure("there is no file " + file);
        }
    }

    private static int code(boolean well) {
        return well ? 0 : 1;
    }
}
