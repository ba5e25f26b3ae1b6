package io.starlingdb.node.cql;

import java.util.ArrayList;
import java.util.List;

/**
 * A script of statements and what they answer, as text:
 *
 * <pre>
 * -- a comment
 * INSERT INTO t (p, v) VALUES (1, 'a');       a statement ends its line with a semicolon; without more it must succeed
 * SELECT p, v FROM t;
 * | p | v                                     the result's columns
 * | 1 | 'a'                                   and its rows, values as CQL writes them, line ends as \n
 * SELECT x FROM t;
 * ! invalid: Undefined column name x          the error's code and a part of its message
 * BEGIN … APPLY BATCH;                        a batch ends here only
 * &#64;page 2                                     from here on results come in pages of two rows, shown by lines of dashes
 * &#64;advance 10                                 the clock moves by ten seconds
 * </pre>
 */
record CqlScript(List<Step> steps) {

    /** @param line where in the file, from 1 */
    record Step(int line, String statement, List<String> expected) {}

    static CqlScript parse(String text) {
        List<Step> steps = new ArrayList<>();
        StringBuilder statement = new StringBuilder();
        int line = 0;
        int began = 0;
        for (String raw : text.split("\n")) {
            line++;
            String trimmed = raw.strip();
            if (trimmed.isEmpty() || trimmed.startsWith("--")) {
                continue;
            }
            boolean expectation = trimmed.startsWith("|") || trimmed.startsWith("!");
            if (expectation && statement.length() == 0) {
                steps.get(steps.size() - 1).expected().add(trimmed);
                continue;
            }
            if (statement.length() == 0) {
                began = line;
            }
            statement.append(statement.length() == 0 ? "" : "\n").append(raw.stripTrailing());
            boolean inBatch = statement.indexOf("BEGIN") == 0 && !trimmed.endsWith("APPLY BATCH;");
            if ((trimmed.endsWith(";") && !inBatch) || trimmed.startsWith("@")) {
                steps.add(new Step(began, statement.toString().strip(), new ArrayList<>()));
                statement.setLength(0);
            }
        }
        if (statement.length() > 0) {
            throw new IllegalArgumentException("line " + began + ": a statement without its semicolon");
        }
        return new CqlScript(steps);
    }
}
