package io.starlingdb.client.console;

import io.starlingdb.client.StarlingException;
import java.util.ArrayList;
import java.util.List;

/** Words for a failed statement: the error, and where it names a place, that line with a caret under it. */
final class ErrorText {
    private ErrorText() {}

    /** @param statement the text that failed, as it was sent */
    static List<String> of(StarlingException problem, String statement) {
        List<String> lines = new ArrayList<>();
        lines.add(problem.code().code() + ": " + problem.text());
        Object line = problem.numbers().get("line");
        Object column = problem.numbers().get("column");
        List<String> source = statement.lines().toList();
        if (line instanceof Number l
                && column instanceof Number c
                && l.intValue() >= 1
                && l.intValue() <= source.size()) {
            String text = source.get(l.intValue() - 1);
            int at = Math.max(0, Math.min(c.intValue() - 1, text.length()));
            lines.add("  " + text.replace('\t', ' '));
            lines.add("  " + " ".repeat(ResultTable.width(text.substring(0, at).replace('\t', ' '))) + "^");
        }
        return lines;
    }
}
