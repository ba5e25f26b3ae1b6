package io.starlingdb.node.server;

import io.starlingdb.node.config.ConfigException;
import io.starlingdb.node.config.ConfigLoader;
import io.starlingdb.node.config.NodeConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * {@code starling start}: one node in the foreground.
 *
 * <p>The exit code is 0 after SIGTERM and a clean stop, 1 when the node cannot start (one sentence on standard error says why) or cannot go
 * on.
 */
public final class Main {
    private static final int FAILED = 1;

    private Main() {}

    public static void main(String[] arguments) {
        try {
            StartArguments given = StartArguments.parse(arguments);
            if (given.help()) {
                System.out.print(StartArguments.HELP);
                return;
            }
            run(load(given), given.single());
        } catch (StartFailure | ConfigException e) {
            System.err.println("starling: " + e.getMessage());
            System.exit(FAILED);
        }
    }

    /** Runs the node, and again if it must come back as another; ends only by a failure or by the shutdown hook. */
    private static void run(NodeConfig config, boolean single) {
        Logs logs = Logs.start(
                config.logging(), config.network().internodeEndpoint().toString());
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) ->
                LoggerFactory.getLogger(Main.class).error("Uncaught on thread {}", thread.getName(), failure));
        Ending ending = new Ending(logs);
        Runtime.getRuntime().addShutdownHook(new Thread(ending, "stop"));
        try {
            while (true) {
                NodeServer server = NodeServer.start(config, single);
                ending.isRunning(server);
                End end = server.end().join();
                ending.isRunning(null);
                if (end instanceof End.Resume resume) {
                    server.makeWay(resume);
                } else if (end instanceof End.Outdated) {
                    server.startOver("The data directory is an older copy of this node's");
                } else if (end instanceof End.Damaged) {
                    server.startOver("The storage files are damaged");
                } else if (end instanceof End.Failed why) {
                    throw new StartFailure(why.reason());
                }
            }
        } finally {
            ending.failed();
        }
    }

    private static NodeConfig load(StartArguments given) {
        ConfigLoader loader = new ConfigLoader();
        Path file = given.config() == null ? shipped() : given.config();
        if (file != null) {
            loader.file(file);
        }
        loader.environment(System.getenv());
        given.settings().forEach(loader::set);
        return loader.load();
    }

    /** The distribution's own file, where there is one. */
    private static @Nullable Path shipped() {
        String home = System.getenv("STARLING_HOME");
        Path file = home == null ? null : Path.of(home, "conf", "starling.yaml");
        return file != null && Files.exists(file) ? file : null;
    }
}
