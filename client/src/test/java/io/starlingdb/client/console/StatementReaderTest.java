package io.starlingdb.client.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.client.console.StatementReader.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatementReaderTest {
    private final StatementReader reader = new StatementReader();

    @Test
    void shouldCutSeveralStatementsOfOneLine() {
        assertThat(feed("SELECT 1; SELECT 2;SELECT 3;")).containsExactly("SELECT 1", "SELECT 2", "SELECT 3");
        assertThat(reader.isOpen()).isFalse();
    }

    @Test
    void shouldWaitForTheSemicolonOverLines() {
        assertThat(feed("SELECT *", "  FROM t")).isEmpty();
        assertThat(reader.isOpen()).isTrue();
        assertThat(feed("WHERE a = 1;")).containsExactly("SELECT *\n  FROM t\nWHERE a = 1");
    }

    @Test
    void shouldKeepSemicolonsInQuotes() {
        assertThat(feed("INSERT INTO t VALUES ('a;b', \"c;d\", $$e;'f$$);"))
                .containsExactly("INSERT INTO t VALUES ('a;b', \"c;d\", $$e;'f$$)");
    }

    @Test
    void shouldKnowDoubledQuotes() {
        assertThat(feed("SELECT 'it''s; fine';")).containsExactly("SELECT 'it''s; fine'");
    }

    @Test
    void shouldPassOverComments() {
        assertThat(feed("-- a; b", "// c; d", "/* e;", "f; */ SELECT 1; -- g;", "SELECT /* ; */ 2;"))
                .containsExactly("SELECT 1", "SELECT /* ; */ 2");
        assertThat(reader.isOpen()).isFalse();
    }

    @Test
    void shouldEndConsoleCommandsWithTheirLine() {
        assertThat(feed("HELP SELECT", "consistency all", "exit;"))
                .containsExactly("HELP SELECT", "consistency all", "exit");
    }

    @Test
    void shouldSayWhereAStatementBegins() {
        List<Statement> statements = new ArrayList<>();
        for (String line : List.of("", "-- one", "SELECT 1; SELECT", "2;", "", "SELECT 3;")) {
            statements.addAll(reader.feed(line));
        }
        assertThat(statements).extracting(Statement::line).containsExactly(3, 3, 6);
    }

    @Test
    void shouldGiveUpWhatIsOpen() {
        feed("SELECT 'unfinished");
        assertThat(reader.reset()).isEqualTo("SELECT 'unfinished");
        assertThat(feed("SELECT 2;")).containsExactly("SELECT 2");
    }

    private List<String> feed(String... lines) {
        List<String> texts = new ArrayList<>();
        for (String line : lines) {
            reader.feed(line).forEach(statement -> texts.add(statement.text()));
        }
        return texts;
    }
}
