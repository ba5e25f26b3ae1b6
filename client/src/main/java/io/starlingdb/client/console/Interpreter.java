package io.starlingdb.client.console;

import io.starlingdb.client.StarlingException;
import io.starlingdb.client.http.CqlCall;
import io.starlingdb.client.http.NodeApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Carries out one statement or console command at a time and shows what it answers. Confined to the
 * thread that made it; {@link #cancel} (Ctrl-C) gives up the statement under way.
 */
final class Interpreter {
    private static final int SOURCE_DEPTH_MAX = 8;

    private final NodeApi node;
    private final Screen screen;
    private final Settings settings = new Settings();
    private final Cancel cancel = new Cancel();
    private final SettingCommands commands;
    private final QueryRun queries;
    private final boolean copiesContinue;
    private boolean ended;
    private boolean cancelled;
    private int sourceDepth;

    /** @param copiesContinue whether every COPY FROM goes on where it stopped before */
    Interpreter(NodeApi node, Screen screen, boolean copiesContinue) {
        this.node = node;
        this.screen = screen;
        this.commands = new SettingCommands(node, screen, settings);
        this.queries = new QueryRun(node, screen, settings, cancel);
        this.copiesContinue = copiesContinue;
    }

    Settings settings() {
        return settings;
    }

    /** Gives up the statement that runs. From any thread. */
    void cancel() {
        cancel.request();
    }

    /** Forgets a {@link #cancel} that came too late. */
    void begin() {
        cancel.reset();
    }

    /** Whether {@code EXIT} was said. */
    boolean ended() {
        return ended;
    }

    /** Carries out one statement; false when it failed or was cancelled, which has then been shown. */
    boolean run(String statement) {
        cancelled = false;
        try {
            return carryOut(statement);
        } catch (StarlingException e) {
            ErrorText.of(e, statement).forEach(screen::error);
        } catch (CommandException e) {
            screen.error(String.valueOf(e.getMessage()));
        } catch (UncheckedIOException e) {
            screen.error(String.valueOf(e.getCause()));
        } catch (CancellationException e) {
            cancelled = true;
            cancel.reset();
            screen.progress("");
            screen.error("Cancelled. What was under way may still have taken effect.");
        }
        return false;
    }

    private boolean carryOut(String statement) {
        String[] words = statement.strip().split("\\s+");
        String first = words[0].toUpperCase(Locale.ROOT);
        switch (first) {
            case "EXIT", "QUIT" -> ended = true;
            case "HELP", "?" -> HelpTopics.show(words, screen);
            case "CLEAR", "CLS" -> screen.clear();
            case "SOURCE" -> {
                return source(statement);
            }
            case "COPY" -> {
                return copy(statement);
            }
            case "USE" -> use(statement);
            default -> {
                if (!commands.run(first, words)) {
                    queries.run(statement);
                }
            }
        }
        return true;
    }

    private void use(String statement) {
        node.cql(CqlCall.of(statement));
        String name = statement.strip().substring("USE".length()).strip();
        boolean quoted = name.startsWith("\"");
        settings.keyspace(
                quoted ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name.toLowerCase(Locale.ROOT));
    }

    private boolean copy(String statement) {
        CopyStatement copy = CopyStatement.parse(statement, settings.keyspace());
        if (copiesContinue) {
            copy = copy.continued();
        }
        CopyTable table = CopyTable.describe(node, copy);
        try {
            if (copy.from()) {
                return new CopyFrom(node, table, settings.consistency(), screen, cancel, copy).run();
            }
            new CopyTo(node, table, settings.consistency(), screen, cancel).run(copy);
            return true;
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
                if (ended || cancelled || (!well && !goOn)) {
                    return well;
                }
            }
        }
        String rest = reader.reset().strip();
        boolean open = !rest.isEmpty() && StatementReader.firstCode(rest, 0) < rest.length();
        return open ? run(rest) && well : well;
    }
}
