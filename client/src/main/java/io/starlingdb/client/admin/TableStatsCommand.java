package io.starlingdb.client.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code starling tablestats}: what a node holds of each table. */
@Command(
        name = "tablestats",
        description = {
            "Shows what a node holds of each table, and what it was asked for since it started.",
            "Sizes are compressed and approximate; rows are a guess by their share of all. Latencies are means; 'starling proxyhistograms' has percentiles."
        },
        footer = {"", "Examples:", "  starling tablestats", "  starling tablestats shop.orders --host 127.0.0.2"})
final class TableStatsCommand implements Runnable {
    @Parameters(paramLabel = "KEYSPACE[.TABLE]", arity = "0..1", description = "Which; all if not given.")
    private @Nullable String what;

    @Mixin
    private NodeOption node = new NodeOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Override
    public void run() {
        ArrayNode tables = JsonNodeFactory.instance.arrayNode();
        for (JsonNode table : node.open().get("/v1/node/tables")) {
            String name =
                    table.path("keyspace").asText() + "." + table.path("table").asText();
            if (what == null
                    || what.equals(name)
                    || what.equals(table.path("keyspace").asText())) {
                tables.add(table);
            }
        }
        if (tables.isEmpty() && what != null) {
            throw new CommandFailure("there is no keyspace or table " + what);
        }
        output.show(tables, out -> print(tables, out));
    }

    private static void print(ArrayNode tables, PrintWriter out) {
        TextTable shown = new TextTable("table", "conflicts")
                .numbers("size", "rows about", "indexes", "reads", "mean read", "writes", "mean write", "failed");
        for (JsonNode table : tables) {
            shown.row(List.of(
                    table.path("keyspace").asText() + "." + table.path("table").asText(),
                    table.path("conflicts").asText(),
                    Quantity.bytes(table.path("bytes").asLong()),
                    count(table, "rows_about"),
                    Quantity.bytes(table.path("index_bytes").asLong()),
                    count(table, "reads"),
                    Quantity.micros(table.path("read_mean_us").asDouble()),
                    count(table, "writes"),
                    Quantity.micros(table.path("write_mean_us").asDouble()),
                    count(table, "failures")));
        }
        shown.print(out);
    }

    private static String count(JsonNode table, String field) {
        return String.format(Locale.ROOT, "%d", table.path(field).asLong());
    }
}
