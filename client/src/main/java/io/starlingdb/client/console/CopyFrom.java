package io.starlingdb.client.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.client.http.CqlAnswer.Column;
import io.starlingdb.client.http.NodeApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Reads a CSV file into a table: rows travel in unlogged batches, several requests at a time. A line that cannot be read or is refused is left
 * out and kept apart ({@link BadLines}); the others go in. Where the cluster does not answer, or the person has had enough, it stops and can be
 * continued ({@link CopyMark}).
 */
final class CopyFrom {
    private static final long MARK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final NodeApi node;
    private final CopyTable table;
    private final ConsistencyLevel consistency;
    private final Screen screen;
    private final Cancel cancel;
    private final CopyStatement copy;
    private final CopyOptions options;
    private final Path file;
    private long rowsSettled;
    private long markedNanos = System.nanoTime();

    CopyFrom(
            NodeApi node,
            CopyTable table,
            ConsistencyLevel consistency,
            Screen screen,
            Cancel cancel,
            CopyStatement copy) {
        this.node = node;
        this.table = table;
        this.consistency = consistency;
        this.screen = screen;
        this.cancel = cancel;
        this.copy = copy;
        this.options = copy.options();
        this.file = Path.of(copy.file());
    }

    /** Whether every line went in. */
    boolean run() throws IOException {
        CsvSchema schema =
                CsvSchema.emptySchema().withColumnSeparator(options.delimiter()).withQuoteChar(options.quote());
        if (options.comments()) {
            schema = schema.withComments();
        }
        CsvMapper mapper =
                CsvMapper.builder().enable(CsvParser.Feature.WRAP_AS_ARRAY).build();
        try (CopyFile in = CopyFile.read(file);
                MappingIterator<String[]> lines =
                        mapper.readerFor(String[].class).with(schema).readValues(in)) {
            List<Column> columns = columns(lines);
            CopyMark begin = new CopyMark(table.name() + " " + insert(columns), Files.size(file), 0);
            long done = rowsDone(begin);
            try (BadLines bad = new BadLines(errorFile(), done > 0, schema, screen)) {
                return run(in, lines, columns, begin, done, bad);
            }
        } catch (JsonProcessingException e) {
            throw new CommandException("COPY: " + copy.file() + ", near line "
                    + (e.getLocation() == null ? "?" : e.getLocation().getLineNr()) + ": " + e.getOriginalMessage());
        }
    }

    private boolean run(
            CopyFile in, MappingIterator<String[]> lines, List<Column> columns, CopyMark begin, long done, BadLines bad)
            throws IOException {
        CsvFields fields = new CsvFields(columns, options);
        RowSender sender = new RowSender(
                node,
                insert(columns),
                consistency,
                options.batchRows(),
                (row, problem) -> bad.add(row.line(), problem.text(), row.fields()),
                row -> rowsSettled = row);
        Progress progress = new Progress(screen);
        long row = 0;
        rowsSettled = done;
        boolean whole = false;
        try {
            while (lines.hasNextValue() && (options.maxRows() == 0 || row < options.skipRows() + options.maxRows())) {
                long line = lines.getCurrentLocation().getLineNr();
                String[] values = lines.nextValue();
                cancel.check();
                row++;
                if (row > done && row > options.skipRows()) {
                    try {
                        sender.add(new RowSender.Row(line, row, values, fields.toJson(values)));
                    } catch (IllegalArgumentException e) {
                        bad.add(line, String.valueOf(e.getMessage()), values);
                    }
                }
                progress.show(sender.sentRows(), in.share());
                mark(begin);
            }
            sender.finish();
            whole = true;
        } finally {
            if (!whole) {
                stopped(begin);
            }
        }
        Files.deleteIfExists(CopyMark.file(file));
        screen.line(progress.summary(sender.storedRows()) + left(bad));
        return bad.count() == 0;
    }

    private Path errorFile() {
        String named = options.errorFile();
        return named == null ? file.resolveSibling(file.getFileName() + ".bad") : Path.of(named);
    }

    private static String left(BadLines bad) {
        return bad.count() == 0
                ? ""
                : "; " + bad.count() + (bad.count() == 1 ? " line" : " lines") + " failed and stand in " + bad.file();
    }

    private long rowsDone(CopyMark begin) throws IOException {
        if (options.continued()) {
            long done = begin.rowsDone(file);
            if (done > 0) {
                screen.line(String.format(java.util.Locale.ROOT, "Going on after row %,d", done));
            }
            return done;
        }
        if (Files.exists(CopyMark.file(file))) {
            screen.line("An earlier COPY of this file stopped on its way (CONTINUE = true would go on there);"
                    + " this one begins at the start");
        }
        return 0;
    }

    private void mark(CopyMark begin) throws IOException {
        if (System.nanoTime() - markedNanos > MARK_NANOS) {
            new CopyMark(begin.what(), begin.size(), rowsSettled).save(file);
            markedNanos = System.nanoTime();
        }
    }

    private void stopped(CopyMark begin) throws IOException {
        screen.progress("");
        new CopyMark(begin.what(), begin.size(), rowsSettled).save(file);
        screen.error(String.format(
                java.util.Locale.ROOT,
                "COPY stopped; the first %,d rows are dealt with. The same COPY WITH ... CONTINUE = true goes on there",
                rowsSettled));
    }

    private List<Column> columns(MappingIterator<String[]> lines) throws IOException {
        List<String> names = copy.columns();
        if (options.header() && lines.hasNextValue()) {
            String[] header = lines.nextValue();
            if (names.isEmpty()) {
                names = Arrays.stream(header).map(String::strip).toList();
            }
        }
        List<Column> columns = table.columns(names);
        List<String> given = columns.stream().map(Column::name).toList();
        for (String key : table.keyColumns()) {
            if (!given.contains(key)) {
                throw new CommandException("COPY: the key column " + key + " is missing");
            }
        }
        return columns;
    }

    private String insert(List<Column> columns) {
        List<String> names = columns.stream()
                .map(column -> CopyStatement.quoted(column.name()))
                .toList();
        return "INSERT INTO " + table.name() + " (" + String.join(", ", names) + ") VALUES ("
                + "?, ".repeat(names.size() - 1) + "?)";
    }
}
