package io.starlingdb.client.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.client.http.CqlAnswer;
import io.starlingdb.client.http.CqlAnswer.Column;
import io.starlingdb.client.http.CqlCall;
import io.starlingdb.client.http.NodeApi;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes a table, or some of its columns, to a CSV file, page by page in ring order. */
final class CopyTo {
    private static final int PAGE_ROWS = 1000;

    private final NodeApi node;
    private final CopyTable table;
    private final ConsistencyLevel consistency;
    private final Screen screen;

    CopyTo(NodeApi node, CopyTable table, ConsistencyLevel consistency, Screen screen) {
        this.node = node;
        this.table = table;
        this.consistency = consistency;
        this.screen = screen;
    }

    /** Always true: a failure ends it with an exception. */
    boolean run(CopyStatement copy) throws IOException {
        List<Column> columns = table.columns(copy.columns());
        CsvSchema schema = CsvSchema.emptySchema().withColumnSeparator(copy.delimiter());
        Progress progress = new Progress(screen);
        long rows = 0;
        try (BufferedWriter out = Files.newBufferedWriter(Path.of(copy.file()));
                SequenceWriter lines =
                        new CsvMapper().writerFor(String[].class).with(schema).writeValues(out)) {
            if (copy.header()) {
                lines.write(columns.stream().map(Column::name).toArray(String[]::new));
            }
            CqlCall call = CqlCall.of(select(columns))
                    .withConsistency(consistency.name())
                    .withPageSize(PAGE_ROWS);
            CqlAnswer answer = node.cql(call);
            while (true) {
                for (JsonNode row : answer.rows()) {
                    lines.write(fields(row, columns, copy.nullText()));
                    rows++;
                }
                progress.show(rows, -1);
                if (answer.page() == null) {
                    break;
                }
                answer = node.cql(call.withPage(answer.page()));
            }
        }
        screen.line(progress.summary(rows));
        return true;
    }

    private String select(List<Column> columns) {
        List<String> names = columns.stream()
                .map(column -> CopyStatement.quoted(column.name()))
                .toList();
        return "SELECT " + String.join(", ", names) + " FROM " + table.name();
    }

    private static String[] fields(JsonNode row, List<Column> columns, String nullText) {
        String[] fields = new String[columns.size()];
        for (int i = 0; i < fields.length; i++) {
            JsonNode value = row.path(columns.get(i).name());
            boolean absent = value.isNull() || value.isMissingNode();
            fields[i] =
                    absent ? nullText : CsvValue.fromJson(value, columns.get(i).type());
        }
        return fields;
    }
}
