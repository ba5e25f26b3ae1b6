package io.starlingdb.client.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.client.http.NodeApi;
import java.util.Arrays;
import java.util.Locale;

/** The console's own commands that show or set how statements are sent and results shown. */
final class SettingCommands {
    private final NodeApi node;
    private final Screen screen;
    private final Settings settings;

    SettingCommands(NodeApi node, Screen screen, Settings settings) {
        this.node = node;
        this.screen = screen;
        this.settings = settings;
    }

    /**
     * Carries out a command.
     *
     * @param first the first word, in capitals
     * @return false where it is none of these
     * @throws CommandException when it is used otherwise than it can be
     */
    boolean run(String first, String[] words) {
        switch (first) {
            case "CONSISTENCY" -> consistency(words);
            case "SERIAL" -> serialConsistency(words);
            case "EXPAND" -> expand(words);
            case "PAGING" -> paging(words);
            case "TRACING" ->
                settings.timing(onOff(words, "TRACING", settings.timing(), "Each answer's time is shown"));
            case "SHOW" -> show(words);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void consistency(String[] words) {
        if (words.length > 1) {
            settings.consistency(level("CONSISTENCY", words[1]));
        }
        screen.line("Consistency level: " + settings.consistency());
    }

    private void serialConsistency(String[] words) {
        if (words.length < 2 || !words[1].equalsIgnoreCase("CONSISTENCY")) {
            throw new CommandException("SERIAL CONSISTENCY takes SERIAL or LOCAL_SERIAL");
        }
        if (words.length > 2) {
            ConsistencyLevel level = level("SERIAL CONSISTENCY", words[2]);
            if (!level.isSerial()) {
                throw new CommandException("SERIAL CONSISTENCY takes SERIAL or LOCAL_SERIAL");
            }
            settings.serialConsistency(level);
        }
        ConsistencyLevel now = settings.serialConsistency();
        screen.line("Serial consistency level: " + (now == null ? ConsistencyLevel.SERIAL : now));
    }

    private static ConsistencyLevel level(String command, String name) {
        return ConsistencyLevel.find(name)
                .orElseThrow(() -> new CommandException(command + " takes one of "
                        + String.join(
                                ", ",
                                Arrays.stream(ConsistencyLevel.values())
                                        .map(Enum::name)
                                        .toList())));
    }

    private void expand(String[] words) {
        if (words.length > 1) {
            settings.expand(Arrays.stream(Settings.Expand.values())
                    .filter(value -> value.name().equalsIgnoreCase(words[1]))
                    .findFirst()
                    .orElseThrow(() -> new CommandException("EXPAND takes ON, OFF or AUTO")));
        }
        screen.line("Results are shown one column a line: "
                + (settings.expand() == Settings.Expand.AUTO
                        ? "AUTO (where they are wider than the screen)"
                        : settings.expand()));
    }

    private void paging(String[] words) {
        if (words.length > 1 && words[1].matches("[1-9]\\d{0,4}")) {
            settings.pageRows(Integer.parseInt(words[1]));
            screen.line("Pages have " + settings.pageRows() + " rows");
        } else {
            settings.paging(onOff(words, "PAGING", settings.paging(), "Long results stop after each page"));
        }
    }

    private boolean onOff(String[] words, String command, boolean now, String meaning) {
        boolean on = now;
        if (words.length > 1) {
            if (!words[1].equalsIgnoreCase("ON") && !words[1].equalsIgnoreCase("OFF")) {
                throw new CommandException(command + " takes ON or OFF");
            }
            on = words[1].equalsIgnoreCase("ON");
        }
        screen.line(meaning + ": " + (on ? "ON" : "OFF"));
        return on;
    }

    private void show(String[] words) {
        String what = words.length > 1 ? words[1].toUpperCase(Locale.ROOT) : "HOST";
        JsonNode info = node.get("/v1/node");
        switch (what) {
            case "HOST" -> screen.line("Connected to " + info.path("cluster").asText("?") + " at " + node.node());
            case "VERSION" -> screen.line("StarlingDB " + info.path("version").asText("?"));
            default -> throw new CommandException("SHOW takes HOST or VERSION");
        }
    }
}
