package io.starlingdb.client.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.client.StarlingException;
import io.starlingdb.client.http.CqlAnswer;
import io.starlingdb.client.http.CqlCall;
import io.starlingdb.client.http.NodeApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Carries out one statement or console command at a time and shows what it answers. Confined to one thread. */
final class Interpreter {
    private static final int SOURCE_DEPTH_MAX = 8;

    private final NodeApi node;
    private final Screen screen;
    private final Settings settings = new Settings();
    private boolean ended;
    private int sourceDepth;

    Interpreter(NodeApi node, Screen screen) {
        this.node = node;
        this.screen = screen;
    }

    Settings settings() {
        return settings;
    }

    /** Whether {@code EXIT} was said. */
    boolean ended() {
        return ended;
    }

    /** Carries out one statement; false when it failed, which has then been shown. */
    boolean run(String statement) {
        try {
            String[] words = statement.strip().split("\\s+");
            switch (words[0].toUpperCase(Locale.ROOT)) {
                case "EXIT", "QUIT" -> ended = true;
                case "HELP", "?" -> HelpTopics.show(words.length > 1 ? words[1] : null, screen);
                case "CONSISTENCY" -> consistency(words);
                case "EXPAND" ->
                    settings.expand(onOff(words, "EXPAND", settings.expand(), "Results are shown one column a line"));
                case "PAGING" -> paging(words);
                case "TRACING" -> tracing(words);
                case "CLEAR", "CLS" -> screen.line("\u001b[2J\u001b[H");
                case "SHOW" -> show(words);
                case "SOURCE" -> {
                    return source(statement);
                }
                case "COPY" -> {
                    return copy(statement);
                }
                case "USE" -> use(statement);
                default -> select(statement);
            }
            return true;
        } catch (StarlingException e) {
            ErrorText.of(e, statement).forEach(screen::error);
            return false;
        } catch (CommandException e) {
            screen.error(String.valueOf(e.getMessage()));
            return false;
        }
    }

    private CqlCall call(String statement) {
        return CqlCall.of(statement)
                .withKeyspace(settings.keyspace())
                .withConsistency(settings.consistency().name());
    }

    private void select(String statement) {
        int pageRows = settings.paging() ? settings.pageRows() : 5000;
        CqlAnswer answer = node.cql(call(statement).withPageSize(pageRows));
        answer.warnings().forEach(warning -> screen.error("warning: " + warning));
        if (answer.columns().isEmpty()) {
            return;
        }
        if (isDescription(answer)) {
            answer.rows()
                    .forEach(row -> screen.line(row.path("create_statement").asText() + "\n"));
            return;
        }
        int shown = 0;
        while (true) {
            List<JsonNode> rows = answer.rows();
            ResultTable table = new ResultTable(answer.columns(), screen.coloured());
            if (shown == 0 || !rows.isEmpty()) {
                screen.line("");
                (settings.expand() ? table.vertical(rows, shown + 1) : table.horizontal(rows)).forEach(screen::line);
            }
            shown += rows.size();
            if (answer.page() == null || (settings.paging() && !screen.more())) {
                break;
            }
            answer = node.cql(call(statement).withPageSize(pageRows).withPage(answer.page()));
        }
        screen.line("");
        screen.line("(" + shown + (shown == 1 ? " row)" : " rows)"));
    }

    private static boolean isDescription(CqlAnswer answer) {
        return answer.columns().stream().anyMatch(column -> column.name().equals("create_statement"));
    }

    private void use(String statement) {
        node.cql(call(statement));
        String name = statement.strip().substring("USE".length()).strip();
        boolean quoted = name.startsWith("\"");
        settings.keyspace(
                quoted ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name.toLowerCase(Locale.ROOT));
    }

    private void consistency(String[] words) {
        if (words.length > 1) {
            settings.consistency(ConsistencyLevel.find(words[1])
                    .orElseThrow(() -> new CommandException("CONSISTENCY takes one of "
                            + String.join(
                                    ", ",
                                    Arrays.stream(ConsistencyLevel.values())
                                            .map(Enum::name)
                                            .toList()))));
        }
        screen.line("Consistency level: " + settings.consistency());
    }

    private void paging(String[] words) {
        if (words.length > 1 && words[1].matches("[1-9]\\d{0,4}")) {
            settings.pageRows(Integer.parseInt(words[1]));
            screen.line("Pages have " + settings.pageRows() + " rows");
        } else {
            settings.paging(onOff(words, "PAGING", settings.paging(), "Long results stop after each page"));
        }
    }

    private void tracing(String[] words) {
        if (words.length > 1 && words[1].equalsIgnoreCase("ON")) {
            throw new CommandException("Tracing is not available in this version.");
        }
        screen.line("Tracing: OFF");
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

    private boolean copy(String statement) {
        CopyStatement copy = CopyStatement.parse(statement, settings.keyspace());
        CopyTable table = CopyTable.describe(node, copy);
        try {
            return copy.from()
                    ? new CopyFrom(node, table, settings.consistency(), screen).run(copy)
                    : new CopyTo(node, table, settings.consistency(), screen).run(copy);
        } catch (IOException e) {
            throw new CommandException("COPY: " + FileProblem.text(copy.file(), e));
        }
    }

    private boolean source(String statement) {
        String file = CopyStatement.unquoted(
                statement.strip().substring("SOURCE".length()).strip());
        if (sourceDepth >= SOURCE_DEPTH_MAX) {
            throw new CommandException("SOURCE: files source each other more than " + SOURCE_DEPTH_MAX + " deep");
        }
        sourceDepth++;
        try {
            return runAll(Files.readAllLines(Path.of(file)), file, false);
        } catch (IOException e) {
            throw new CommandException("SOURCE: " + FileProblem.text(file, e));
        } finally {
            sourceDepth--;
        }
    }

    /**
     * Carries out every statement of a text.
     *
     * @param source named before an error's line; null for none
     * @param goOn whether to go on after a failed statement
     * @return whether all went well
     */
    boolean runAll(Iterable<String> lines, @Nullable String source, boolean goOn) {
        StatementReader reader = new StatementReader();
        boolean well = true;
        for (String line : lines) {
            for (StatementReader.Statement statement : reader.feed(line)) {
                if (!run(statement.text())) {
                    well = false;
                    if (source != null) {
                        screen.error("  in " + source + ", statement at line " + statement.line());
                    }
                }
                if (ended || (!well && !goOn)) {
                    return well;
                }
            }
        }
        String rest = reader.reset().strip();
        List<String> open = new ArrayList<>();
        if (!rest.isEmpty() && StatementReader.firstCode(rest, 0) < rest.length()) {
            open.add(rest);
        }
        return open.isEmpty() ? well : run(open.get(0)) && well;
    }
}
