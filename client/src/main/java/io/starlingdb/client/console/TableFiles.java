package io.starlingdb.client.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.client.StarlingException;
import io.starlingdb.client.http.CqlAnswer;
import io.starlingdb.client.http.CqlCall;
import io.starlingdb.client.http.NodeApi;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whole tables to files and back, row by row: as JSON lines (CQL's {@code SELECT JSON} and {@code INSERT JSON}, an object a line) or as CSV ({@code COPY}, with a header). A file whose name
 * ends with {@code .gz} is compressed. In memory is one page.
 */
public final class TableFiles {
    private static final int PAGE_ROWS = 1_000;
    private static final int BATCH_ROWS = 20;

    private final NodeApi node;
    private final String keyspace;
    private final String table;
    private final PrintStream out;
    private final PrintStream err;
    private final Screen screen;

    /** @param watched whether progress is shown on {@code err} */
    public TableFiles(NodeApi node, String keyspace, String table, PrintStream out, PrintStream err, boolean watched) {
        this.node = node;
        this.keyspace = keyspace;
        this.table = table;
        this.out = out;
        this.err = err;
        this.screen = new TransferScreen(err, err, watched);
    }

    /**
     * Writes every row as a JSON object, a line each.
     *
     * @param file null for standard output
     */
    public void exportJson(@Nullable Path file) throws IOException {
        describe();
        Progress progress = new Progress(screen);
        long rows = 0;
        try (Writer lines = new OutputStreamWriter(
                file == null ? new Unclosed(out) : CopyFile.write(file), StandardCharsets.UTF_8)) {
            CqlCall call = CqlCall.of("SELECT JSON * FROM " + name())
                    .withConsistency(ConsistencyLevel.QUORUM.name())
                    .withPageSize(PAGE_ROWS);
            CqlAnswer answer = node.cql(call);
            while (true) {
                for (JsonNode row : answer.rows()) {
                    lines.write(row.path("[json]").asText());
                    lines.write('\n');
                    rows++;
                }
                progress.show(rows, -1);
                if (answer.page() == null) {
                    break;
                }
                answer = node.cql(call.withPage(answer.page()));
            }
        }
        screen.error(progress.summary(rows));
    }

    /**
     * Inserts every line's object; what an object does not name is left as it is. Lines that are refused go, as they are, to {@code FILE.bad}.
     *
     * @return whether every line went in
     */
    public boolean importJson(Path file) throws IOException {
        requireNoCounters();
        Path badFile = file.resolveSibling(file.getFileName() + ".bad");
        Progress progress = new Progress(screen);
        Bad bad = new Bad(badFile, screen);
        try (CopyFile in = CopyFile.read(file);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
                bad) {
            RowSender sender = new RowSender(
                    node,
                    "INSERT INTO " + name() + " JSON ? DEFAULT UNSET",
                    ConsistencyLevel.QUORUM,
                    BATCH_ROWS,
                    (row, problem) -> bad.add(row, problem),
                    row -> {});
            long number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    sender.add(new RowSender.Row(number, number, new String[] {line}, List.of(TextNode.valueOf(line))));
                }
                progress.show(sender.sentRows(), in.share());
            }
            sender.finish();
            screen.error(progress.summary(sender.storedRows())
                    + (bad.count == 0 ? "" : "; " + bad.count + " lines failed and stand in " + badFile));
        }
        return bad.count == 0;
    }

    /** @param file null for standard output */
    public boolean exportCsv(@Nullable Path file) {
        describe();
        return copy(file == null ? "TO STDOUT" : "TO " + quoted(file));
    }

    /** As {@code COPY … FROM}: the first line names the columns. */
    public boolean importCsv(Path file) {
        requireNoCounters();
        return copy("FROM " + quoted(file));
    }

    private boolean copy(String where) {
        Screen rows = new TransferScreen(out, err, false);
        return new Interpreter(node, where.equals("TO STDOUT") ? rows : screen, false)
                .runAll(List.of("COPY " + name() + " " + where + " WITH HEADER = true;"), null, false);
    }

    private String name() {
        return CopyStatement.quoted(keyspace) + "." + CopyStatement.quoted(table);
    }

    private static String quoted(Path file) {
        return "'" + file.toString().replace("'", "''") + "'";
    }

    /** Says what of the table cannot be in a file. */
    private JsonNode describe() {
        JsonNode known = node.get("/v1/keyspaces/" + keyspace + "/tables/" + table);
        if (known.path("conflicts").asText().equals("siblings")
                || known.at("/options/conflicts").asText().equals("siblings")) {
            screen.error("Note: " + name()
                    + " keeps siblings; of each column the latest value is exported. Snapshots keep all.");
        }
        return known;
    }

    private void requireNoCounters() {
        for (JsonNode column :
                node.get("/v1/keyspaces/" + keyspace + "/tables/" + table).path("columns")) {
            if (column.path("type").asText().equals("counter")) {
                throw StarlingException.invalid(
                        name() + " has counters, which can only be added to: bring them back with"
                                + " a snapshot (starling restore)");
            }
        }
    }

    /** Lines that were refused. */
    private static final class Bad implements AutoCloseable {
        private static final int SHOWN_MAX = 10;

        private final Path file;
        private final Screen screen;
        private @Nullable Writer lines;
        private long count;

        Bad(Path file, Screen screen) {
            this.file = file;
            this.screen = screen;
        }

        void add(RowSender.Row row, StarlingException problem) {
            count++;
            if (count <= SHOWN_MAX) {
                screen.error(String.format(Locale.ROOT, "line %,d: %s", row.line(), problem.getMessage()));
            }
            try {
                Writer to = lines;
                if (to == null) {
                    to = Files.newBufferedWriter(file);
                    lines = to;
                }
                to.write(row.fields()[0]);
                to.write('\n');
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            Writer to = lines;
            if (to != null) {
                to.close();
            }
        }
    }

    /** Standard output, which others may want to write to afterwards. */
    private static final class Unclosed extends OutputStream {
        private final PrintStream out;

        Unclosed(PrintStream out) {
            this.out = out;
        }

        @Override
        public void write(int one) {
            out.write(one);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            out.write(bytes, from, length);
        }

        @Override
        public void close() {
            out.flush();
        }
    }
}
