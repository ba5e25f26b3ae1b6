package io.starlingdb.client.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.starlingdb.client.http.CqlAnswer.Column;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultTableTest {
    private static final List<Column> COLUMNS = List.of(new Column("city", "text"), new Column("n", "int"));

    @Test
    void shouldAlignNumbersRightAndTextLeft() throws IOException {
        assertThat(new ResultTable(COLUMNS, false)
                        .horizontal(rows("{\"city\":\"Oslo\",\"n\":7}", "{\"city\":\"Ur\",\"n\":1234}")))
                .containsExactly(" city | n   ", "------+------", " Oslo |    7", " Ur   | 1234");
    }

    @Test
    void shouldCountCellsNotCharacters() throws IOException {
        List<String> lines = new ResultTable(COLUMNS, false)
                .horizontal(rows("{\"city\":\"東京\",\"n\":1}", "{\"city\":\"abcd\",\"n\":2}"));
        assertThat(lines.get(2)).isEqualTo(" 東京 | 1");
        assertThat(lines.get(3)).isEqualTo(" abcd | 2");
    }

    @Test
    void shouldShowOneColumnALineWhenExpanded() throws IOException {
        assertThat(new ResultTable(COLUMNS, false).vertical(rows("{\"city\":\"Oslo\",\"n\":null}"), 3))
                .containsExactly("@ Row 3", " city | Oslo", " n    | null");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[1,2] | list<int> | [1, 2]",
                "[\"a\",\"it's\"] | set<text> | {'a', 'it''s'}",
                "{\"k\":1} | map<text, int> | {'k': 1}",
                "[[1,\"x\"],[2,\"y\"]] | map<int, text> | {1: 'x', 2: 'y'}",
                "[[1],[2]] | frozen<list<frozen<set<int>>>> | [{1}, {2}]",
                "null | int | null",
                "true | boolean | true",
                "\"a\\nb\" | text | a\\nb",
            })
    void shouldShowValuesAsCqlWritesThem(String json, String type, String shown) throws IOException {
        assertThat(ValueText.of(new ObjectMapper().readTree(json), type)).isEqualTo(shown);
    }

    private static List<JsonNode> rows(String... json) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        for (String row : json) {
            rows.add(new ObjectMapper().readTree(row));
        }
        return rows;
    }
}
