package io.starlingdb.client.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.starlingdb.client.http.CqlAnswer.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jline.utils.WCWidth;

/** Rows as aligned text, horizontally or one column a line. Widths are terminal cells, so wide characters line up. */
public final class ResultTable {
    private static final AttributedStyle HEAD = AttributedStyle.BOLD.foreground(AttributedStyle.MAGENTA);
    private static final AttributedStyle ABSENT = AttributedStyle.DEFAULT.foreground(AttributedStyle.RED);

    private final List<Column> columns;
    private final boolean coloured;

    public ResultTable(List<Column> columns, boolean coloured) {
        this.columns = columns;
        this.coloured = coloured;
    }

    /** A header, a rule, and a line a row. */
    public List<String> horizontal(List<JsonNode> rows) {
        List<List<String>> cells = cells(rows);
        int[] widths = widths(cells);
        List<String> lines = new ArrayList<>(rows.size() + 2);
        AttributedStringBuilder header = new AttributedStringBuilder();
        StringBuilder rule = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            header.append(i == 0 ? " " : " | ")
                    .styled(HEAD, padded(columns.get(i).name(), widths[i], false));
            rule.append(i == 0 ? "-" : "-+-").append("-".repeat(widths[i]));
        }
        lines.add(shown(header));
        lines.add(rule.append('-').toString());
        for (List<String> row : cells) {
            AttributedStringBuilder line = new AttributedStringBuilder();
            for (int i = 0; i < widths.length; i++) {
                boolean right = ValueText.alignsRight(columns.get(i).type());
                String cell = padded(row.get(i), widths[i], right);
                line.append(i == 0 ? " " : " | ");
                append(line, row.get(i), i == widths.length - 1 && !right ? row.get(i) : cell);
            }
            lines.add(shown(line));
        }
        return lines;
    }

    /** A block a row: {@code column | value}; a text of several lines keeps them. */
    List<String> vertical(List<JsonNode> rows, int firstNumber) {
        int names =
                columns.stream().mapToInt(column -> width(column.name())).max().orElse(0);
        List<String> lines = new ArrayList<>();
        int number = firstNumber;
        for (JsonNode row : rows) {
            lines.add("@ Row " + number++);
            for (Column column : columns) {
                List<String> values = ValueText.lines(row.path(column.name()), column.type());
                for (int i = 0; i < Math.max(1, values.size()); i++) {
                    AttributedStringBuilder line = new AttributedStringBuilder();
                    line.append(" ")
                            .styled(HEAD, padded(i == 0 ? column.name() : "", names, false))
                            .append(i == 0 ? " | " : " : ");
                    String value = values.isEmpty() ? "" : values.get(i);
                    append(line, value, value);
                    lines.add(shown(line));
                }
            }
        }
        return lines;
    }

    /** How wide {@link #horizontal} is, in terminal cells. */
    int width(List<JsonNode> rows) {
        return Arrays.stream(widths(cells(rows))).map(width -> width + 3).sum();
    }

    private int[] widths(List<List<String>> cells) {
        int[] widths = new int[columns.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = width(columns.get(i).name());
            for (List<String> row : cells) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        return widths;
    }

    private static void append(AttributedStringBuilder line, String value, String shown) {
        if (value.equals("null")) {
            line.styled(ABSENT, shown);
        } else {
            line.append(shown);
        }
    }

    private List<List<String>> cells(List<JsonNode> rows) {
        List<List<String>> cells = new ArrayList<>(rows.size());
        for (JsonNode row : rows) {
            List<String> line = new ArrayList<>(columns.size());
            for (Column column : columns) {
                line.add(ValueText.of(row.path(column.name()), column.type()));
            }
            cells.add(line);
        }
        return cells;
    }

    private String shown(AttributedStringBuilder line) {
        return coloured ? line.toAnsi() : line.toString();
    }

    private static String padded(String text, int width, boolean right) {
        String space = " ".repeat(width - width(text));
        return right ? space + text : text + space;
    }

    static int width(String text) {
        return text.codePoints().map(c -> Math.max(0, WCWidth.wcwidth(c))).sum();
    }
}
