package io.starlingdb.client.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser.ParseContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CqlCompleterTest {
    private final Settings settings = new Settings();
    private final CqlLines lines = new CqlLines();
    private FakeNode node;
    private CqlCompleter completer;

    @BeforeEach
    void start() throws Exception {
        node = new FakeNode();
        node.resource("/v1/keyspaces", "{\"keyspaces\":[{\"name\":\"flock\"}]}");
        node.resource(
                "/v1/keyspaces/flock/tables",
                "{\"tables\":[{\"name\":\"birds\",\"columns\":[{\"name\":\"wing\"}]},{\"name\":\"nests\",\"columns\":[{\"name\":\"twigs\"}]}]}");
        completer = new CqlCompleter(new SchemaNames(node.api()), settings);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void shouldOfferStatementsAtTheBeginning() {
        assertThat(offered("SEL")).contains("SELECT", "CONSISTENCY").doesNotContain("WHERE", "wing");
        assertThat(offered("USE flock; sel")).contains("select");
    }

    @Test
    void shouldOfferTablesBehindFrom() {
        assertThat(offered("SELECT * FROM flock.b")).contains("flock.birds").doesNotContain("wing", "WHERE", "birds");
        settings.keyspace("flock");
        assertThat(offered("SELECT *\n FROM ")).contains("birds", "nests");
    }

    @Test
    void shouldOfferTheColumnsOfTheTableThatIsNamed() {
        assertThat(offered("SELECT * FROM flock.birds WHERE w"))
                .contains("wing", "and")
                .doesNotContain("twigs");
    }

    @Test
    void shouldOfferWhatACommandTakes() {
        assertThat(offered("CONSISTENCY ")).contains("QUORUM");
        assertThat(offered("HELP ")).contains("SELECT");
        assertThat(offered("USE ")).containsExactly("flock");
        assertThat(offered("DESCRIBE ")).contains("TABLE", "flock.birds");
    }

    @Test
    void shouldOfferWordsOnlyWhereTheNodeDoesNotAnswer() {
        node.close();
        assertThat(offered("SELECT * FROM ")).isEmpty();
        assertThat(offered("SELECT ")).contains("FROM");
    }

    @Test
    void shouldTakeALineWhenItsStatementsAreComplete() {
        assertThat(accepted("SELECT 1;")).isTrue();
        assertThat(accepted("HELP")).isTrue();
        assertThat(accepted("")).isTrue();
        assertThat(accepted("SELECT 1; SELECT")).isFalse();
        assertThat(accepted("BEGIN BATCH DELETE FROM t;")).isFalse();
        assertThat(accepted("SELECT '\n;")).isFalse();
    }

    private boolean accepted(String text) {
        try {
            lines.parse(text, text.length(), ParseContext.ACCEPT_LINE);
            return true;
        } catch (EOFError e) {
            return false;
        }
    }

    private List<String> offered(String text) {
        ParsedLine line = lines.parse(text, text.length(), ParseContext.COMPLETE);
        List<Candidate> candidates = new ArrayList<>();
        completer.complete(null, line, candidates);
        return candidates.stream().map(Candidate::value).toList();
    }
}
