package io.starlingdb.client.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CopyStatementTest {

    @Test
    void shouldReadEveryPart() {
        CopyStatement copy = CopyStatement.parse(
                "copy Shop.\"My Table\" (a, \"B\") from 'it''s.csv' with header = true and DELIMITER='|' AND null = 'NA'",
                null);

        assertThat(copy)
                .isEqualTo(new CopyStatement(
                        "shop",
                        "My Table",
                        List.of("a", "B"),
                        true,
                        "it's.csv",
                        CopyOptions.parse("HEADER = true AND DELIMITER = '|' AND NULL = 'NA'")));
        assertThat(copy.options().header()).isTrue();
        assertThat(copy.options().delimiter()).isEqualTo('|');
        assertThat(copy.options().nullText()).isEqualTo("NA");
        assertThat(copy.options().batchRows()).isEqualTo(32);
    }

    @Test
    void shouldUseTheCurrentKeyspace() {
        assertThat(CopyStatement.parse("COPY t TO 'f'", "ks").keyspace()).isEqualTo("ks");
        assertThatThrownBy(() -> CopyStatement.parse("COPY t TO 'f'", null)).hasMessageContaining("USE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY t INTO 'f'",
                "COPY t FROM f",
                "COPY t FROM 'f' WITH HEADER",
                "COPY t FROM 'f' WITH COLOUR = 'red'",
                "COPY t FROM 'f' WITH HEADER = perhaps",
                "COPY t FROM 'f' WITH DELIMITER = 'ab'",
                "COPY t FROM 'f' WITH DATETIMEFORMAT = 'bad pattern'",
                "COPY t FROM 'f' WITH MAXROWS = many",
                "COPY t FROM 'f' WITH BATCHROWS = 101",
                "COPY t FROM 'f' WITH HEADER = true BATCHROWS = 3",
            })
    void shouldRefuseOtherShapes(String text) {
        assertThatThrownBy(() -> CopyStatement.parse(text, "ks")).isInstanceOf(CommandException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "42 | int | 42",
                "9007199254740993 | bigint | \"9007199254740993\"",
                "1.5 | double | 1.5",
                "TRUE | boolean | true",
                "0xcafe | blob | \"yv4=\"",
                "[1, 2] | list<int> | [1,2]",
                "2001-01-13 | date | \"2001-01-13\"",
            })
    void shouldTurnFieldsIntoJsonAndBack(String field, String type, String json) {
        JsonNode value = CsvValue.toJson(field, type);

        assertThat(value).hasToString(json);
        assertThat(CsvValue.toJson(CsvValue.fromJson(value, type), type)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"x,int", "1e9,int", "cafe,blob", "0xc,blob", "maybe,boolean", "[1,list<int>"})
    void shouldRefuseFieldsOfAnotherType(String field, String type) {
        assertThatThrownBy(() -> CsvValue.toJson(field, type)).isInstanceOf(IllegalArgumentException.class);
    }
}
