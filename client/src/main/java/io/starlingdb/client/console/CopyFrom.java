package io.starlingdb.client.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.client.StarlingException;
import io.starlingdb.client.http.CqlAnswer.Column;
import io.starlingdb.client.http.NodeApi;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads a CSV file into a table: rows travel in unlogged batches, several requests at a time. A line that cannot be read or
 * is refused is reported with its number and left out; the others go in.
 */
final class CopyFrom {
    private static final int REPORTED_LINES_MAX = 10;

    private final NodeApi node;
    private final CopyTable table;
    private final ConsistencyLevel consistency;
    private final Screen screen;
    private int failed;

    CopyFrom(NodeApi node, CopyTable table, ConsistencyLevel consistency, Screen screen) {
        this.node = node;
        this.table = table;
        this.consistency = consistency;
        this.screen = screen;
    }

    /** Whether every line went in. */
    boolean run(CopyStatement copy) throws IOException {
        Path file = Path.of(copy.file());
        long size = Files.size(file);
        CsvSchema schema = CsvSchema.emptySchema().withColumnSeparator(copy.delimiter());
        CsvMapper mapper =
                CsvMapper.builder().enable(CsvParser.Feature.WRAP_AS_ARRAY).build();
        Progress progress = new Progress(screen);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
                MappingIterator<String[]> lines =
                        mapper.readerFor(String[].class).with(schema).readValues(in)) {
            List<Column> columns = columns(copy, lines);
            RowSender sender = new RowSender(node, insert(columns), consistency, copy.batchRows(), this::refused);
            while (lines.hasNextValue()) {
                long line = lines.getCurrentLocation().getLineNr();
                String[] fields = lines.nextValue();
                try {
                    sender.add(new RowSender.Row(line, values(fields, columns, copy.nullText())));
                } catch (IllegalArgumentException e) {
                    report(line, String.valueOf(e.getMessage()));
                }
                progress.show(
                        sender.sentRows(), (double) lines.getCurrentLocation().getByteOffset() / Math.max(1, size));
            }
            sender.finish();
            screen.line(progress.summary(sender.storedRows())
                    + (failed == 0 ? "" : "; " + failed + " lines failed and were left out"));
        }
        return failed == 0;
    }

    private List<Column> columns(CopyStatement copy, MappingIterator<String[]> lines) throws IOException {
        List<String> names = copy.columns();
        if (copy.header() && lines.hasNextValue()) {
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

    private static List<JsonNode> values(String[] fields, List<Column> columns, String nullText) {
        if (fields.length != columns.size()) {
            throw new IllegalArgumentException(fields.length + " fields instead of " + columns.size());
        }
        List<JsonNode> values = new ArrayList<>(fields.length);
        for (int i = 0; i < fields.length; i++) {
            Column column = columns.get(i);
            try {
                values.add(fields[i].equals(nullText) ? NullNode.instance : CsvValue.toJson(fields[i], column.type()));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(column.name() + ": " + e.getMessage(), e);
            }
        }
        return values;
    }

    private void refused(RowSender.Row row, StarlingException problem) {
        report(row.line(), problem.text());
    }

    private void report(long line, String problem) {
        failed++;
        if (failed <= REPORTED_LINES_MAX) {
            screen.error("line " + line + ": " + problem);
        } else if (failed == REPORTED_LINES_MAX + 1) {
            screen.error("(further lines are only counted)");
        }
    }
}
