package io.starlingdb.client.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.starlingdb.client.console.ResultTable;
import io.starlingdb.client.http.CqlAnswer.Column;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Aligned text for an operator, laid out as the console lays out rows: texts at the left of their column, numbers at the right. */
final class TextTable {
    private final List<Column> columns = new ArrayList<>();
    private final List<JsonNode> rows = new ArrayList<>();

    TextTable(String... names) {
        texts(names);
    }

    /** Adds columns of text. */
    TextTable texts(String... names) {
        return columns("text", names);
    }

    /** Adds columns of numbers, with or without a unit. */
    TextTable numbers(String... names) {
        return columns("double", names);
    }

    private TextTable columns(String type, String... names) {
        for (String name : names) {
            columns.add(new Column(name, type));
        }
        return this;
    }

    /** @param cells one for each column */
    void row(List<String> cells) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < columns.size(); i++) {
            row.put(columns.get(i).name(), cells.get(i));
        }
        rows.add(row);
    }

    void print(PrintWriter out) {
        new ResultTable(columns, false).horizontal(rows).forEach(out::println);
    }
}
