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
import java.util.List;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** The CQL console: at a terminal a person's, otherwise a program's. */
public final class Console {
    private final NodeApi node;

    public Console(NodeApi node) {
        this.node = node;
    }

    /**
     * Runs statements without a prompt.
     *
     * @param goOn whether to go on after a failed statement
     * @return whether every statement went well
     */
    public boolean runAll(Iterable<String> lines, PrintStream out, PrintStream err, boolean goOn) {
        return new Interpreter(node, new PlainScreen(out, err)).runAll(lines, null, goOn);
    }

    /** Runs what comes from a pipe, as {@link #runAll}. */
    public boolean runAll(InputStream in, PrintStream out, PrintStream err, boolean goOn) {
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        return runAll(() -> reader.lines().iterator(), out, err, goOn);
    }

    /**
     * Talks with a person until {@code EXIT} or Ctrl-D.
     *
     * @param history where typed lines are kept between runs
     * @throws io.starlingdb.client.StarlingException when the node cannot be reached at the start
     */
    public void interact(Path history) throws IOException {
        JsonNode info = node.get("/v1/node");
        try (Terminal terminal =
                TerminalBuilder.builder().system(true).dumb(true).build()) {
            Screen screen = new TerminalScreen(terminal);
            Interpreter interpreter = new Interpreter(node, screen);
            DefaultParser words = new DefaultParser();
            words.setEscapeChars(null);
            words.setQuoteChars(null);
            LineReader reader = LineReaderBuilder.builder()
                    .terminal(terminal)
                    .parser(words)
                    .completer(new CqlCompleter(node, interpreter.settings()))
                    .variable(LineReader.HISTORY_FILE, history)
                    .option(LineReader.Option.CASE_INSENSITIVE, true)
                    .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                    .build();
            screen.line("Connected to " + info.path("cluster").asText("a cluster") + " at " + node.node()
                    + " (StarlingDB " + info.path("version").asText("?") + "). HELP says what there is; EXIT leaves.");
            converse(reader, interpreter);
        }
    }

    private static void converse(LineReader reader, Interpreter interpreter) {
        StatementReader statements = new StatementReader();
        while (!interpreter.ended()) {
            String keyspace = interpreter.settings().keyspace();
            String prompt = keyspace == null ? "cql> " : "cql:" + keyspace + "> ";
            try {
                String line = reader.readLine(statements.isOpen() ? " ".repeat(prompt.length() - 5) + "...> " : prompt);
                List<StatementReader.Statement> complete = statements.feed(line);
                for (StatementReader.Statement statement : complete) {
                    if (!interpreter.ended()) {
                        interpreter.run(statement.text());
                    }
                }
            } catch (UserInterruptException e) {
                statements.reset();
            } catch (EndOfFileException e) {
                return;
            }
        }
    }
}
