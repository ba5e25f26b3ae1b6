package io.starlingdb.client.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.starlingdb.client.console.ResultTable;
import io.starlingdb.client.http.CqlAnswer.Column;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Aligned text for an operator, laid out as the console lays out rows. */
final class TextTable {
    private final List<Column> columns;
    private final List<JsonNode> rows = new ArrayList<>();

    TextTable(String... names) {
        columns = Arrays.stream(names).map(name -> new Column(name, "text")).toList();
    }

    void row(List<String> cells) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < columns.size(); i++) {
            row.put(columns.get(i).name(), cells.get(i));
        }
        rows.add(row);
    }

    void print(PrintStream out) {
        new ResultTable(columns, false).horizontal(rows).forEach(out::println);
    }
}
