package io.starlingdb.client.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.client.http.CqlAnswer;
import io.starlingdb.client.http.CqlAnswer.Column;
import io.starlingdb.client.http.CqlCall;
import io.starlingdb.client.http.NodeApi;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Writes a table, or some of its columns, to a CSV file, page by page in ring order. */
final class CopyTo {
    private static final int PAGE_ROWS = 1000;

    private final NodeApi node;
    private final CopyTable table;
    private final ConsistencyLevel consistency;
    private final Screen screen;
    private final Cancel cancel;

    CopyTo(NodeApi node, CopyTable table, ConsistencyLevel consistency, Screen screen, Cancel cancel) {
        this.node = node;
        this.table = table;
        this.consistency = consistency;
        this.screen = screen;
        this.cancel = cancel;
    }

    void run(CopyStatement copy) throws IOException {
        List<Column> columns = table.columns(copy.columns());
        CopyOptions options = copy.options();
        CsvFields fields = new CsvFields(columns, options);
        CsvSchema schema =
                CsvSchema.emptySchema().withColumnSeparator(options.delimiter()).withQuoteChar(options.quote());
        Progress progress = new Progress(screen);
        long rows = 0;
        try (Writer out = copy.printed()
                        ? new ScreenWriter(screen)
                        : new OutputStreamWriter(CopyFile.write(Path.of(copy.file())), StandardCharsets.UTF_8);
                SequenceWriter lines =
                        mapper().writerFor(String[].class).with(schema).writeValues(out)) {
            if (options.header()) {
                lines.write(columns.stream().map(Column::name).toArray(String[]::new));
            }
            CqlCall call = CqlCall.of(select(columns))
                    .withConsistency(consistency.name())
                    .withPageSize(PAGE_ROWS);
            CqlAnswer answer = node.cql(call);
            while (true) {
                for (JsonNode row : answer.rows()) {
                    if (options.maxRows() > 0 && rows == options.maxRows()) {
                        break;
                    }
                    lines.write(fields.fromJson(row));
                    cancel.check();
                    rows++;
                }
                progress.show(rows, options.maxRows() > 0 ? (double) rows / options.maxRows() : -1);
                if (answer.page() == null || (options.maxRows() > 0 && rows == options.maxRows())) {
                    break;
                }
                answer = node.cql(call.withPage(answer.page()));
            }
        }
        String summary = progress.summary(rows);
        if (!copy.printed()) {
            screen.line(summary);
        }
    }

    private String select(List<Column> columns) {
        List<String> names = columns.stream()
                .map(column -> CopyStatement.quoted(column.name()))
                .toList();
        return "SELECT " + String.join(", ", names) + " FROM " + table.name();
    }

    private static CsvMapper mapper() {
        return CsvMapper.builder()
                .enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
                .build();
    }
}
