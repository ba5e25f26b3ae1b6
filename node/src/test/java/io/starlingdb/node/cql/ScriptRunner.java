package io.starlingdb.node.cql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.starlingdb.client.StarlingException;
import io.starlingdb.node.cql.run.ResultSet;
import io.starlingdb.node.cql.run.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Runs a {@link CqlScript} from the resource folder {@code scripts} and compares what it answers. */
final class ScriptRunner {

    /** What executes the statements. */
    interface Target {
        /** @throws StarlingException as the statement fails */
        ResultSet run(Session session, String statement);

        void advanceSeconds(long seconds);

        /** Whether the time is what the test says. */
        default boolean hasClock() {
            return true;
        }

        /**
         * Whether it failed as it should.
         *
         * @param failure the code, a colon, and the message
         */
        default boolean isAsWanted(String failure, String code, String part) {
            return failure.startsWith(code) && failure.contains(part);
        }
    }

    private final Target target;
    private Session session;

    ScriptRunner(Target target, Session session) {
        this.target = target;
        this.session = session;
    }

    void run(String name) throws IOException {
        for (CqlScript.Step step : CqlScript.read(name).steps()) {
            if (step.statement().equals("@clock") && !target.hasClock()) {
                return;
            }
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
            String failure = failure(statement);
            assertThat(target.isAsWanted(failure, wanted[0], wanted[wanted.length - 1]))
                    .as(at + "\nanswers: " + failure + "\ninstead of: " + expected.get(0))
                    .isTrue();
        } else {
            List<String> actual = answer(statement);
            if (!target.hasClock() && CqlScript.isOfTheMoment(statement)) {
                actual = actual.stream().map(ScriptRunner::withoutDigits).toList();
                expected = expected.stream().map(ScriptRunner::withoutDigits).toList();
            }
            if (!expected.isEmpty()) {
                assertThat(actual).as(at).containsExactlyElementsOf(expected);
            }
        }
    }

    private void directive(String[] words) {
        switch (words[0]) {
            case "clock" -> {}
            case "only-here" -> {} // nothing of it is Cassandra's
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

    private static String withoutDigits(String line) {
        return line.replaceAll("[0-9]+", "#");
    }

    private static String unified(String line) {
        return line.strip().replace("\n", "\\n").replaceAll(" *\\| *", " | ").strip();
    }
}
