package io.starlingdb.client.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.client.http.CqlAnswer;
import io.starlingdb.client.http.CqlCall;
import io.starlingdb.client.http.NodeApi;
import java.util.List;
import java.util.Locale;

/** Sends a CQL statement and shows its rows, page by page. */
final class QueryRun {
    private static final int UNPAGED_ROWS = 5_000;

    private final NodeApi node;
    private final Screen screen;
    private final Settings settings;
    private final Cancel cancel;

    QueryRun(NodeApi node, Screen screen, Settings settings, Cancel cancel) {
        this.node = node;
        this.screen = screen;
        this.settings = settings;
        this.cancel = cancel;
    }

    void run(String statement) {
        ConsistencyLevel serial = settings.serialConsistency();
        CqlCall call = CqlCall.of(statement)
                .withKeyspace(settings.keyspace())
                .withConsistency(settings.consistency().name())
                .withSerialConsistency(serial == null ? null : serial.name())
                .withPageSize(settings.paging() ? settings.pageRows() : UNPAGED_ROWS);
        CqlAnswer answer = answer(call);
        answer.warnings().forEach(warning -> screen.error("warning: " + warning));
        if (answer.columns().isEmpty()) {
            return;
        }
        if (isDescription(answer)) {
            show(answer, call);
            return;
        }
        int shown = 0;
        while (true) {
            if (shown == 0 || !answer.rows().isEmpty()) {
                screen.line("");
                lines(answer, shown + 1).forEach(this::line);
            }
            shown += answer.rows().size();
            if (answer.page() == null || (settings.paging() && !screen.more())) {
                break;
            }
            answer = answer(call.withPage(answer.page()));
        }
        screen.line("");
        screen.line("(" + shown + (shown == 1 ? " row)" : " rows)"));
    }

    private CqlAnswer answer(CqlCall call) {
        long start = System.nanoTime();
        CqlAnswer answer = node.cql(call);
        if (settings.timing()) {
            screen.line(String.format(
                    Locale.ROOT,
                    "%.1f ms, %d rows%s, answered by %s",
                    (System.nanoTime() - start) / 1e6,
                    answer.rows().size(),
                    answer.page() == null ? "" : " and more",
                    node.node()));
        }
        return answer;
    }

    private List<String> lines(CqlAnswer answer, int firstNumber) {
        List<JsonNode> rows = answer.rows();
        ResultTable table = new ResultTable(answer.columns(), screen.coloured());
        boolean vertical = settings.expand() == Settings.Expand.ON
                || (settings.expand() == Settings.Expand.AUTO
                        && screen.width() > 0
                        && table.width(rows) > screen.width());
        return vertical ? table.vertical(rows, firstNumber) : table.horizontal(rows);
    }

    private void line(String text) {
        cancel.check();
        screen.line(text);
    }

    private void show(CqlAnswer description, CqlCall call) {
        CqlAnswer answer = description;
        while (true) {
            answer.rows()
                    .forEach(row -> screen.line(row.path("create_statement").asText() + "\n"));
            if (answer.page() == null) {
                return;
            }
            answer = node.cql(call.withPage(answer.page()));
        }
    }

    private static boolean isDescription(CqlAnswer answer) {
        return answer.columns().stream().anyMatch(column -> column.name().equals("create_statement"));
    }
}
