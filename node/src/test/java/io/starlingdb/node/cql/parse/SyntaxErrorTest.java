package io.starlingdb.node.cql.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyntaxErrorTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELEC * FROM t | 1 | 1 | but found 'SELEC'",
                "SELECT * FORM t | 1 | 10 | expected FROM, but found 'FORM'",
                "SELECT a b FROM t | 1 | 10 | ',' or FROM, but found 'b'",
                "SELECT * FROM | 1 | 14 | expected a table, but the statement ended",
                "SELECT * FROM t WHERE | 1 | 22 | but the statement ended",
                "SELECT * FROM t LIMIT x | 1 | 23 | a constant, but found 'x'",
                "SELECT * FROM t; SELECT * FROM t | 1 | 18 | expected the end of the statement, but found 'SELECT'",
                "INSERT INTO t (a, b) VALUES (1) | 1 | 29 | expected 2 values for as many columns, but found 1",
                "SELECT 'abc FROM t | 1 | 8 | this string is not closed",
                "SELECT \"abc FROM t | 1 | 8 | this name is not closed",
                "SELECT a /* b FROM t | 1 | 10 | this comment is not closed",
                "SELECT 12ab FROM t | 1 | 8 | '12ab' is neither a number nor a name",
                "SELECT # FROM t | 1 | 8 | unexpected character '#'",
                "SELECT table FROM t | 1 | 8 | but found 'table'",
                "SELECT \"\" FROM t | 1 | 8 | a name cannot be empty",
                "CREATE FOO x | 1 | 8 | KEYSPACE, SCHEMA, TABLE, COLUMNFAMILY, TYPE, INDEX or CUSTOM, but found 'FOO'",
                "CREATE TABLE t (a int PRIMARY KEY, PRIMARY KEY (a)) | 1 | 44 | more than one PRIMARY KEY",
                "UPDATE t USING TTL 1 AND TTL 2 SET a = 1 WHERE b = 1 | 1 | 26 | this is given twice",
                "SELECT + a FROM t | 1 | 8 | expected a number after the sign",
                "SELECT m[1..2 FROM t | 1 | 15 | '-' or ']', but found 'FROM'",
                "SELECT a.1 FROM t | 1 | 10 | expected a field, but found '1'",
                "CREATE TYPE (a int) | 1 | 13 | a type, but found '('",
                "CREATE TYPE t (a) | 1 | 17 | a type, but found ')'",
                "ALTER TYPE t DROP a | 1 | 14 | ADD, ALTER or RENAME, but found 'DROP'",
                "ALTER TYPE t RENAME a b | 1 | 23 | expected TO, but found 'b'",
                "DROP TYPE IF t | 1 | 14 | expected EXISTS, but found 't'",
                "CREATE INDEX i t (a) | 1 | 16 | expected ON, but found 't'",
                "CREATE INDEX ON t (a, b) | 1 | 21 | an index is on one column",
                "CREATE INDEX ON t (some(a)) | 1 | 20 | keys(…), entries(…) or full(…), but found 'some'",
                "CREATE CUSTOM INDEX ON t (a) | 1 | 29 | expected USING, but the statement ended",
                "CREATE INDEX ON t (a) USING sai | 1 | 29 | expected the index's class as a string",
                "CREATE TABLE t (v vector<float, x>, PRIMARY KEY (v) | 1 | 52 | or ')'",
                "UPDATE t SET a.b c = 1 WHERE p = 1 | 1 | 18 | expected '=', but found 'c'",
                "INSERT INTO t JSON | 1 | 19 | a value, but the statement ended",
                "DESCRIBE TYPE k. | 1 | 17 | expected a type, but the statement ended",
                "'' | 1 | 1 | but found ''",
            })
    void shouldNameThePlaceAndWhatWasExpected(String text, int line, int column, String message) {
        assertThatThrownBy(() -> CqlParser.parse(text)).isInstanceOfSatisfying(StarlingException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.SYNTAX_ERROR);
            assertThat(e.text()).contains(message);
            assertThat(e.numbers()).containsEntry("line", line).containsEntry("column", column);
        });
    }

    @Test
    void shouldCountLines() {
        StarlingException e =
                catchThrowableOfType(StarlingException.class, () -> CqlParser.parse("SELECT *\n  FROM t\n WHER a = 1"));

        assertThat(e.text()).startsWith("line 3:2 expected");
    }

    @Test
    void shouldRefuseDeepNestingInsteadOfExhaustingTheStack() {
        for (String opening : new String[] {"[", "(", "{", "f("}) {
            assertThatThrownBy(() -> CqlParser.parse("SELECT " + opening.repeat(100_000)))
                    .isInstanceOf(StarlingException.class);
        }
        assertThatThrownBy(() -> CqlParser.parse("SELECT * FROM t WHERE " + "(".repeat(100_000)))
                .isInstanceOf(StarlingException.class);
        assertThatThrownBy(() -> CqlParser.parse("CREATE TABLE t (a " + "list<".repeat(100_000)))
                .isInstanceOf(StarlingException.class);
        assertThatThrownBy(() -> CqlParser.parse("SELECT " + "+ - ".repeat(100_000)))
                .isInstanceOf(StarlingException.class);
    }

    /** Whatever is cut out of a statement, the answer is a statement or a syntax error, never another failure. */
    @Property
    void shouldAnswerAnyMutilatedTextWithASyntaxError(
            @ForAll @IntRange(max = 250) int from, @ForAll @IntRange(max = 40) int length, @ForAll char replacement) {
        String text =
                "BEGIN BATCH INSERT INTO k.t (a, \"B\", c) VALUES (?, {'x': [1.5, -2]}, 0xAB) IF NOT EXISTS USING TTL"
                        + " :t; UPDATE t SET c = c + 1, m['k'] = $$v$$ WHERE (p, q) IN ((1, 2)) AND token(a) > 3; DELETE FROM"
                        + " t WHERE d = 1h30m AND e = cfd66ccc-d857-4e90-b1e5-df98a3d40cd6 APPLY BATCH";
        int start = Math.min(from, text.length());
        int end = Math.min(start + length, text.length());
        String mutilated = text.substring(0, start) + replacement + text.substring(end);
        try {
            assertThat(CqlParser.parse(mutilated).statement()).isNotNull();
        } catch (StarlingException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.SYNTAX_ERROR);
        }
    }
}
