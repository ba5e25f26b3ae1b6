package io.starlingdb.client.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.starlingdb.client.http.NodeApi;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/** The CQL console: at a terminal a person's, otherwise a program's. */
public final class Console {
    private static final Duration COMPLETION_PATIENCE = Duration.ofSeconds(2);

    private final NodeApi node;
    private final @Nullable String keyspace;
    private final boolean goOn;

    /**
     * @param keyspace chosen at the start; null for none
     * @param goOn whether to go on after a failed statement, and with a COPY that stopped on its way
     */
    public Console(NodeApi node, @Nullable String keyspace, boolean goOn) {
        this.node = node;
        this.keyspace = keyspace;
        this.goOn = goOn;
    }

    /**
     * Runs statements without a prompt.
     *
     * @return whether every statement went well
     */
    public boolean runAll(Iterable<String> lines, PrintStream out, PrintStream err) {
        return interpreter(new PlainScreen(out, err)).runAll(lines, null, goOn);
    }

    /** Runs what comes from a pipe, as {@link #runAll}. */
    public boolean runAll(InputStream in, PrintStream out, PrintStream err) {
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        return runAll(() -> reader.lines().iterator(), out, err);
    }

    /**
     * Talks with a person until {@code EXIT} or Ctrl-D. Ctrl-C drops what is typed, or cancels the statement that runs.
     *
     * @param history where typed statements are kept between runs
     * @throws io.starlingdb.client.StarlingException when the node cannot be reached at the start
     */
    public void interact(Path history) throws IOException {
        JsonNode info = node.get("/v1/node");
        try (Terminal terminal = TerminalBuilder.builder()
                .system(true)
                .dumb(true)
                .nativeSignals(true)
                .build()) {
            Screen screen = new TerminalScreen(terminal);
            Interpreter interpreter = interpreter(screen);
            SchemaNames names = new SchemaNames(new NodeApi(node.node(), COMPLETION_PATIENCE));
            LineReader reader = LineReaderBuilder.builder()
                    .terminal(terminal)
                    .parser(new CqlLines())
                    .completer(new CqlCompleter(names, interpreter.settings()))
                    .variable(LineReader.HISTORY_FILE, history)
                    .variable(LineReader.HISTORY_IGNORE, "*PASSWORD*:*password*")
                    .variable(LineReader.INDENTATION, 0)
                    .option(LineReader.Option.CASE_INSENSITIVE, true)
                    .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                    .build();
            screen.line("Connected to " + info.path("cluster").asText("a cluster") + " at " + node.node()
                    + " (StarlingDB " + info.path("version").asText("?") + "). HELP says what there is; EXIT leaves.");
            converse(terminal, reader, interpreter);
        }
    }

    private Interpreter interpreter(Screen screen) {
        Interpreter interpreter = new Interpreter(node, screen, goOn);
        if (keyspace != null) {
            interpreter.settings().keyspace(keyspace);
        }
        return interpreter;
    }

    private static void converse(Terminal terminal, LineReader reader, Interpreter interpreter) {
        while (!interpreter.ended()) {
            String keyspace = interpreter.settings().keyspace();
            String prompt = keyspace == null ? "cql> " : "cql:" + keyspace + "> ";
            reader.setVariable(LineReader.SECONDARY_PROMPT_PATTERN, " ".repeat(prompt.length() - 5) + "...> ");
            try {
                run(terminal, interpreter, reader.readLine(prompt));
            } catch (UserInterruptException e) {
                // what was typed is dropped
            } catch (EndOfFileException e) {
                return;
            }
        }
    }

    /** Runs what was typed; Ctrl-C meanwhile cancels it. */
    private static void run(Terminal terminal, Interpreter interpreter, String typed) {
        interpreter.begin();
        Terminal.SignalHandler before = terminal.handle(Terminal.Signal.INT, signal -> interpreter.cancel());
        try {
            interpreter.runAll(typed.lines().toList(), null, false);
        } finally {
            terminal.handle(Terminal.Signal.INT, before);
            interpreter.begin();
        }
    }
}
