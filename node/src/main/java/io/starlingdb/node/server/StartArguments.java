package io.starlingdb.node.server;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of {@code starling start}. Read by hand: picocli, which reads those of all other commands, takes 150 ms of a start that is to
 * take one second (its classes are of a format that class-data sharing does not take).
 *
 * @param config the configuration file; null for none but the defaults
 * @param settings {@code key=value}, in order
 * @param single whether to found a cluster of this node alone if it belongs to none
 * @param help whether only to tell what could be given
 */
record StartArguments(@Nullable Path config, List<String> settings, boolean single, boolean help) {
    static final String HELP = """
            Usage: starling start [--config FILE] [--set KEY=VALUE]... [--single] [--log-file FILE]

            Runs one node in the foreground. SIGTERM (or Ctrl-C) drains and stops it. With an empty data directory it
            joins the cluster that its seeds know, or waits until one is founded (starling init).

              --config FILE      the configuration; every key is explained in conf/starling.yaml
              --set KEY=VALUE    sets one key; wins over the file and over STARLING_... environment variables
              --single           founds a cluster of this node alone, if it belongs to none
              --log-file FILE    logs to this file as well
              -h, --help         shows this
            """;

    /** @throws StartFailure for what it does not know */
    static StartArguments parse(String[] arguments) {
        Path config = null;
        List<String> settings = new ArrayList<>();
        boolean single = false;
        boolean help = false;
        Iterator<String> rest = List.of(arguments).iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            int equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
            String option = equals < 0 ? argument : argument.substring(0, equals);
            @Nullable String attached = equals < 0 ? null : argument.substring(equals + 1);
            switch (option) {
                case "--config" -> config = path(option, value(option, attached, rest));
                case "--set" -> settings.add(value(option, attached, rest));
                case "--log-file" -> settings.add("log.file=" + path(option, value(option, attached, rest)));
                case "--single" -> single = flag(option, attached);
                case "-h", "--help" -> help = flag(option, attached);
                default -> throw new StartFailure("'" + argument + "' is not known; see starling start --help");
            }
        }
        return new StartArguments(config, List.copyOf(settings), single, help);
    }

    private static String value(String option, @Nullable String attached, Iterator<String> rest) {
        if (attached != null) {
            return attached;
        }
        if (!rest.hasNext()) {
            throw new StartFailure(option + " needs a value; see starling start --help");
        }
        return rest.next();
    }

    private static boolean flag(String option, @Nullable String attached) {
        if (attached != null) {
            throw new StartFailure(option + " takes no value; see starling start --help");
        }
        return true;
    }

    private static Path path(String option, String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new StartFailure(option + ": '" + text + "' is not a path");
        }
    }
}
