package io.starlingdb.node.cql;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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
 * -- § what                                   from here on the examples of that line of the reference
 * -- differs: why                             Cassandra answers the next statement otherwise
 * &#64;page 2                                     from here on results come in pages of two rows, shown by lines of dashes
 * &#64;only-here                                  nothing of the script is Cassandra's
 * &#64;clock                                      what follows depends on the time, and needs a clock that can be moved
 * &#64;advance 10                                 the clock moves by ten seconds
 * </pre>
 */
record CqlScript(List<Step> steps) {

    private static final String DIFFERS = "-- differs: ";
    private static final String CHAPTER = "-- § ";

    /**
     * @param line where in the file, from 1
     * @param chapter the line of the reference that it is an example of, as {@link CqlReference#label} has it; empty for none
     * @param differs why Cassandra answers otherwise; empty where it does not
     */
    record Step(int line, String chapter, String statement, String differs, List<String> expected) {}

    /** Whether a statement's answer depends on when it runs. */
    static boolean isOfTheMoment(String statement) {
        return statement.contains("ttl(") || statement.contains("now()") || statement.contains("current_");
    }

    /** The script of that name in the resource folder {@code scripts}. */
    static CqlScript read(String name) throws IOException {
        try (InputStream in = CqlScript.class.getResourceAsStream("scripts/" + name + ".cql")) {
            if (in == null) {
                throw new IOException("no script " + name);
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    static CqlScript parse(String text) {
        List<Step> steps = new ArrayList<>();
        StringBuilder statement = new StringBuilder();
        int line = 0;
        int began = 0;
        String differs = "";
        String chapter = "";
        for (String raw : text.split("\n")) {
            line++;
            String trimmed = raw.strip();
            if (trimmed.isEmpty() || trimmed.startsWith("--")) {
                chapter =
                        trimmed.startsWith(CHAPTER) ? CqlReference.label(trimmed.substring(CHAPTER.length())) : chapter;
                differs = trimmed.startsWith(DIFFERS) ? trimmed.substring(DIFFERS.length()) : differs;
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
                steps.add(new Step(began, chapter, statement.toString().strip(), differs, new ArrayList<>()));
                differs = "";
                statement.setLength(0);
            }
        }
        if (statement.length() > 0) {
            throw new IllegalArgumentException("line " + began + ": a statement without its semicolon");
        }
        return new CqlScript(steps);
    }
}
