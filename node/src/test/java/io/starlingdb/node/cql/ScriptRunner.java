package io.starlingdb.node.cql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.starlingdb.client.StarlingException;
import io.starlingdb.node.cql.run.ResultSet;
import io.starlingdb.node.cql.run.Session;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Runs a {@link CqlScript} from the resource folder {@code scripts} and compares what it answers. */
final class ScriptRunner {

    /** What executes the statements. */
    interface Target {
        /** @throws StarlingException as the statement fails */
        ResultSet run(Session session, String statement);

        void advanceSeconds(long seconds);
    }

    private final Target target;
    private Session session;

    ScriptRunner(Target target, Session session) {
        this.target = target;
        this.session = session;
    }

    void run(String name) throws IOException {
        for (CqlScript.Step step : CqlScript.parse(read(name)).steps()) {
            String at = name + ".cql:" + step.line() + ": " + step.statement();
            try {
                run(at, step);
            } catch (StarlingException | IllegalStateException e) {
                fail(at + "\nfailed: " + e);
            }
        }
    }

    private void run(String at, CqlScript.Step step) {
        String statement = step.statement();
        if (statement.startsWith("@")) {
            directive(statement.substring(1).split(" "));
            return;
        }
        List<String> expected =
                step.expected().stream().map(ScriptRunner::unified).toList();
        if (!expected.isEmpty() && expected.get(0).startsWith("!")) {
            String[] wanted = expected.get(0).substring(1).strip().split(": ", 2);
            assertThat(failure(statement)).as(at).startsWith(wanted[0]).contains(wanted[wanted.length - 1]);
        } else {
            List<String> actual = answer(statement);
            if (!expected.isEmpty()) {
                assertThat(actual).as(at).containsExactlyElementsOf(expected);
            }
        }
    }

    private void directive(String[] words) {
        switch (words[0]) {
            case "page" -> session = session.withPage(Integer.parseInt(words[1]), null);
            case "advance" -> target.advanceSeconds(Long.parseLong(words[1]));
            case "timestamp" ->
                session = session.withTimestamp(words[1].equals("server") ? null : Long.valueOf(words[1]));
            default -> throw new IllegalArgumentException("no directive " + words[0]);
        }
    }

    private String failure(String statement) {
        try {
            return "succeeded with " + answer(statement);
        } catch (StarlingException e) {
            return e.code().code() + ": " + e.text();
        }
    }

    /** The result as a script would show it, all pages one after the other. */
    private List<String> answer(String statement) {
        List<String> lines = new ArrayList<>();
        Session page = session;
        while (true) {
            ResultSet result = target.run(page, statement);
            if (lines.isEmpty() && result.kind() == ResultSet.Kind.ROWS) {
                lines.add("| "
                        + String.join(
                                " | ",
                                result.columns().stream().map(c -> c.name()).toList()));
            }
            Testbed.rows(result).forEach(row -> lines.add("| " + row));
            byte[] state = result.pagingState();
            if (state == null) {
                // Whoever filled a page need not look whether anything follows: the last page may be empty.
                boolean emptyEnd = result.rows().isEmpty()
                        && !lines.isEmpty()
                        && lines.get(lines.size() - 1).equals("| ---");
                if (emptyEnd) {
                    lines.remove(lines.size() - 1);
                }
                return lines.stream().map(ScriptRunner::unified).toList();
            }
            lines.add("| ---");
            page = page.withPage(page.pageSize(), state);
        }
    }

    private static String unified(String line) {
        return line.strip().replace("\n", "\\n").replaceAll(" *\\| *", " | ").strip();
    }

    private static String read(String name) throws IOException {
        try (InputStream in = ScriptRunner.class.getResourceAsStream("scripts/" + name + ".cql")) {
            if (in == null) {
                throw new IOException("no script " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
