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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the scripts of statements and results in the resource folder {@code scripts}. */
class CqlScriptTest {

    private Testbed node = new Testbed();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aggregates",
                "batches",
                "clustering",
                "collections",
                "counters",
                "deletes",
                "filtering",
                "functions",
                "groups",
                "in",
                "inserts",
                "paging",
                "schema",
                "selection",
                "siblings",
                "statics",
                "tokens",
                "ttl",
                "types"
            })
    void shouldAnswerAsTheScriptSays(String name) throws IOException {
        for (CqlScript.Step step : CqlScript.parse(read(name)).steps()) {
            try {
                run(name, step);
            } catch (StarlingException | IllegalStateException e) {
                fail(name + ".cql:" + step.line() + ": " + step.statement() + "\nfailed: " + e);
            }
        }
    }

    private void run(String name, CqlScript.Step step) {
        String statement = step.statement();
        if (statement.startsWith("@")) {
            directive(statement.substring(1).split(" "));
            return;
        }
        List<String> expected =
                step.expected().stream().map(CqlScriptTest::unified).toList();
        String at = name + ".cql:" + step.line() + ": " + statement;
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
            case "page" -> node.session = node.session.withPage(Integer.parseInt(words[1]), null);
            case "advance" -> node.time.advanceSeconds(Long.parseLong(words[1]));
            case "timestamp" ->
                node.session = node.session.withTimestamp(words[1].equals("server") ? null : Long.valueOf(words[1]));
            case "fresh" -> node = new Testbed();
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
        Session page = node.session;
        while (true) {
            ResultSet result = node.run(page, statement);
            if (lines.isEmpty() && result.kind() == ResultSet.Kind.ROWS) {
                lines.add("| "
                        + String.join(
                                " | ",
                                result.columns().stream().map(c -> c.name()).toList()));
            }
            Testbed.rows(result).forEach(row -> lines.add("| " + row));
            byte[] state = result.pagingState();
            if (state == null) {
                return lines.stream().map(CqlScriptTest::unified).toList();
            }
            lines.add("| ---");
            page = page.withPage(page.pageSize(), state);
        }
    }

    private static String unified(String line) {
        return line.strip().replace("\n", "\\n").replaceAll(" *\\| *", " | ").strip();
    }

    private static String read(String name) throws IOException {
        try (InputStream in = CqlScriptTest.class.getResourceAsStream("scripts/" + name + ".cql")) {
            if (in == null) {
                throw new IOException("no script " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
